import {
  evidenceOf,
  type CommandEvidence,
  type RolloutEvidence,
  type RolloutInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { CancellationScope, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { CommandCheck } from './handlers';

/**
 * Local activities, because the sandbox has no cryptography, and so that a replay does not look
 * again.
 */
export interface SignatureActivities {
  /** Why it is not to be believed; null when it is. */
  verifyRollout(rollout: RolloutEvidence): Promise<string | null>;
  verifyCommand(evidence: CommandEvidence): Promise<string | null>;
}

const activities = proxyLocalActivities<SignatureActivities>({ startToCloseTimeout: '10 seconds' });

/** Why this execution is not one that the backend has started; undefined when it is. */
export async function rolloutCheck(input: RolloutInput): Promise<string | undefined> {
  const info = workflowInfo();
  const evidence = evidenceOf(input, {
    workflowId: info.workflowId,
    startedAt: info.startTime.toISOString(),
    isContinued: info.continuedFromExecutionRunId !== undefined,
    isRepeated: Boolean(info.cronSchedule) || info.retryPolicy !== undefined,
  });
  return lookAt(() => activities.verifyRollout(evidence));
}

/** Holds commands against what the backend has signed for this rollout. */
export function commandCheck({ rolloutId, planDigest }: RolloutInput): CommandCheck {
  return (update, command) =>
    lookAt(() => activities.verifyCommand({ rolloutId, planDigest, update, command }));
}

/** Also while the execution is being cancelled: it has to know what it may do. */
async function lookAt(check: () => Promise<string | null>): Promise<string | undefined> {
  return (await CancellationScope.nonCancellable(check)) ?? undefined;
}
