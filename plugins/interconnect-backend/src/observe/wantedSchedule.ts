import {
  AppliedNetwork,
  canonicalJson,
  ObserveInput,
  observeScheduleId,
  sha256Hex,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { WantedSchedule } from '../temporal/Observations';
import { scheduleVersion } from '../temporal/scheduleOptions';
import type { StoredNetwork } from '../store/NetworkStore';
import { observeInput } from './observeInput';
import { unappliedInput } from './unappliedInput';

/** What all Schedules have in common. */
export interface ScheduleSettings {
  intervalSeconds: number;
  /** Queue of the worker. */
  taskQueue: string;
  /** Id of the key that signs the input: another key, another Schedule. */
  keyId?: string;
}

/** The Schedule that a network should have; undefined when there is nothing to observe. */
export function wantedSchedule(
  { project, name, applied }: { project: string; name: string; applied: AppliedNetwork },
  settings: ScheduleSettings,
): WantedSchedule | undefined {
  const input = observeInput(applied);
  return input && scheduleOf(project, name, input, settings);
}

/**
 * The Schedule of a network that stands on no member: nothing is read, but the worker's mirror shows
 * it. It fires when it is made, and seldom after that. Undefined while a rollout is open, which is
 * mirrored by itself.
 */
export function unappliedSchedule(
  network: StoredNetwork,
  { intervalSeconds, ...settings }: ScheduleSettings,
): WantedSchedule | undefined {
  if (network.open) {
    return undefined;
  }
  return scheduleOf(network.project, network.name, unappliedInput(network), {
    ...settings,
    intervalSeconds: 10 * intervalSeconds,
  });
}

function scheduleOf(
  project: string,
  name: string,
  input: ObserveInput,
  { intervalSeconds, taskQueue, keyId = '' }: ScheduleSettings,
): WantedSchedule {
  const inputDigest = sha256Hex(canonicalJson(input));
  return {
    id: observeScheduleId(project, name),
    input,
    intervalSeconds,
    inputDigest,
    digest: sha256Hex(
      canonicalJson([scheduleVersion, inputDigest, intervalSeconds, taskQueue, keyId]),
    ),
  };
}
