import type { StepActivityInput } from '@interconnect/backstage-plugin-interconnect-common';
import { proxyActivities } from '@temporalio/workflow';

/**
 * A workflow of somebody who can reach Temporal, carried out by a worker of his own: under the name
 * of ours, with whatever input, it asks our workers for a step.
 */
export async function rollout(
  _signed: unknown,
  forged: { taskQueue: string; type: string; argument: StepActivityInput },
): Promise<unknown> {
  const { taskQueue, type, argument } = forged;
  const activities = proxyActivities({
    taskQueue,
    startToCloseTimeout: '30 seconds',
    retry: { maximumAttempts: 1 },
  });
  return activities[type](argument);
}
