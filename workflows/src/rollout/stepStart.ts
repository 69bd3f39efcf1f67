import {
  activityIdOf,
  activityTypeOf,
  type PlanStep,
  type StepActivityInput,
  type StepActivityName,
} from '@interconnect/backstage-plugin-interconnect-common';
import { activityInput } from './activityInput';
import type { Pass } from './Pass';

/** A step that starts now: which activity, and with what. */
export interface StepStart {
  id: string;
  activityId: string;
  activityType: StepActivityName;
  argument: StepActivityInput;
  /** One line for people, in Temporal's UI beside the activity. */
  summary: string;
}

/** Temporal takes 400 bytes; a summary of the planner has some 60. */
const maxSummaryLength = 120;

/** @param manifests - bytes by digest */
export function stepStart(
  step: PlanStep,
  pass: Pass,
  manifests: Readonly<Record<string, string>>,
): StepStart {
  const summary = step.summary.slice(0, maxSummaryLength);
  return {
    id: step.id,
    activityId: activityIdOf(step.id, pass.graph.roundOf(step.id), pass.isRollback),
    activityType: activityTypeOf(step.kind, step.action === 'remove'),
    argument: activityInput(step, pass.exposures, manifests, {
      applied: () => pass.applied,
      serversOf: digest => pass.serversOf(digest),
      absent: pass.absent,
    }),
    summary: pass.isRollback ? `rollback: ${summary}` : summary,
  };
}
