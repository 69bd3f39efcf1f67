import {
  AppliedNetwork,
  canonicalJson,
  observeScheduleId,
  sha256Hex,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { WantedSchedule } from '../temporal/Observations';
import { scheduleVersion } from '../temporal/scheduleOptions';
import { observeInput } from './observeInput';

/** What all Schedules have in common. */
export interface ScheduleSettings {
  intervalSeconds: number;
  /** Queue of the worker. */
  taskQueue: string;
}

/** The Schedule that a network should have; undefined when there is nothing to observe. */
export function wantedSchedule(
  { project, name, applied }: { project: string; name: string; applied: AppliedNetwork },
  { intervalSeconds, taskQueue }: ScheduleSettings,
): WantedSchedule | undefined {
  const input = observeInput(applied);
  if (!input) {
    return undefined;
  }
  const inputDigest = sha256Hex(canonicalJson(input));
  return {
    id: observeScheduleId(project, name),
    input,
    intervalSeconds,
    inputDigest,
    digest: sha256Hex(canonicalJson([scheduleVersion, inputDigest, intervalSeconds, taskQueue])),
  };
}
