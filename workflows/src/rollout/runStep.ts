import type {
  RolloutOptions,
  StepActivityInput,
  StepActivityName,
  StepResult,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { StepStart } from './stepStart';

type StepProxies = Record<StepActivityName, (argument: StepActivityInput) => Promise<StepResult>>;

/**
 * Runs the activity of a step. An attempt may take as long as the step (it waits for its cluster,
 * and says so with heartbeats); a worker that died is noticed by the heartbeats that stop. Attempts
 * follow each other quickly, because people are watching, and end with the step's deadline. What no
 * retry can mend, the activity says itself (`failure`).
 */
export function runStep(start: StepStart, options: RolloutOptions): Promise<StepResult> {
  const deadline = options.stepDeadlineSeconds * 1000;
  const activities = proxyActivities<StepProxies>({
    activityId: start.activityId,
    summary: start.summary,
    scheduleToCloseTimeout: deadline,
    startToCloseTimeout: deadline,
    heartbeatTimeout: '30 seconds',
    // Said, because 1.24 sends TRY_CANCEL when it is not: undoing would begin while the step is
    // still at work.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: {
      initialInterval: '1 second',
      backoffCoefficient: 2,
      maximumInterval: '15 seconds',
    },
  });
  return activities[start.activityType](start.argument);
}
