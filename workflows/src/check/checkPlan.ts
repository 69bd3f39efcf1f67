import {
  type CheckInput,
  type CheckResult,
  checkSeconds,
} from '@interconnect/backstage-plugin-interconnect-common';
import { proxyActivities } from '@temporalio/workflow';

/** The activity of this workflow. */
export interface CheckActivities {
  checkPlan(input: CheckInput): Promise<CheckResult>;
}

/**
 * Asks the clusters what they would say to a plan, for the preview of it. Somebody waits for the
 * answer: it is not tried again, and a cluster that does not answer is part of it.
 */
export async function checkPlan(input: CheckInput): Promise<CheckResult> {
  const clusters = new Set([...input.steps, ...(input.removed ?? [])].map(({ cluster }) => cluster))
    .size;
  const activities = proxyActivities<CheckActivities>({
    summary: input.signIns
      ? 'Sign in to all clusters'
      : `Ask ${clusters === 1 ? '1 cluster' : `${clusters} clusters`}`,
    scheduleToCloseTimeout: `${checkSeconds + 5} seconds`,
    retry: { maximumAttempts: 1 },
  });
  return activities.checkPlan(input);
}
