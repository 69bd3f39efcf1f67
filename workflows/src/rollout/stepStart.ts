import {
  activityIdOf,
  activityTypeOf,
  type PlanStep,
  type StepActivityInput,
  type StepActivityName,
} from '@interconnect/backstage-plugin-interconnect-common';
import { activityInput } from './activityInput';
import type { PlanProgress } from './PlanProgress';

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
  progress: PlanProgress,
  manifests: Readonly<Record<string, string>>,
): StepStart {
  const summary = step.summary.slice(0, maxSummaryLength);
  return {
    id: step.id,
    activityId: activityIdOf(step.id, progress.graph.roundOf(step.id), progress.isRollback),
    activityType: activityTypeOf(step.kind, step.action === 'remove'),
    argument: activityInput(step, progress.exposures, manifests, {
      applied: () => progress.applied,
      serversOf: digest => progress.serversOf(digest),
      missingFor: one => progress.graph.missingFor(one),
      absent: progress.absent,
    }),
    summary: progress.isRollback ? `rollback: ${summary}` : summary,
  };
}
