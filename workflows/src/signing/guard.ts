import {
  activityTypeOf,
  notSignedType,
  sha256Hex,
  type StepActivityInput,
  stepKey,
} from '@interconnect/backstage-plugin-interconnect-common';
import { commandRefusal, type Verifier } from '@interconnect/backstage-plugin-interconnect-node';
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { StartedRun } from './startedRun';
import { type Warrant, Warrants } from './Warrants';

/** Activities that change nothing: whoever starts them learns what they read. */
const readers = new Set([
  'observe',
  'checkPlan',
  'verify',
  'verifyRollout',
  'verifyCommand',
  'planRollback',
  'encodedSize',
]);

/**
 * Lets steps through that the backend has signed, and no others: whoever schedules activities on
 * the task queue, by a workflow worker of his own or without any workflow, gets nothing done that
 * was not asked for in the portal.
 *
 * @param startOf - reads how an execution was started
 */
export function guard(
  verifier: Verifier,
  startOf: (workflowId: string, runId: string) => Promise<StartedRun>,
): ActivityInboundCallsInterceptor {
  const warrants = new Warrants(verifier, startOf);
  return {
    async execute(input, next) {
      const { activityType, workflowExecution } = activityInfo();
      if (!readers.has(activityType)) {
        const { workflowId, runId } = workflowExecution ?? {};
        if (!workflowId || !runId) throw refused('it belongs to no rollout');
        const warrant = await warrants.of(workflowId, runId);
        const reason = stepRefusal(verifier, warrant, activityType, input.args[0]);
        if (reason) throw refused(reason);
      }
      return next(input);
    },
  };
}

/** Why a step may not be done; undefined when it may. */
export function stepRefusal(
  verifier: Verifier,
  warrant: Warrant,
  activityType: string,
  argument: unknown,
): string | undefined {
  if ('refused' in warrant) return warrant.refused;
  const { step, input, manifest, approved } = (argument ?? {}) as Partial<StepActivityInput>;
  const action = (['apply', 'remove'] as const).find(
    one => input && activityTypeOf(input.kind, one === 'remove') === activityType,
  );
  if (!step || !input || !action || !warrant.steps.has(stepKey(step, action, input))) {
    return 'it is no step of what was signed';
  }
  if (manifest !== undefined && !isSigned(manifest, input)) {
    return 'its manifest is not the one that was signed';
  }
  if (!warrant.needsApproval) return undefined;
  const { rolloutId, planDigest } = warrant;
  return approved
    ? commandRefusal(verifier, { rolloutId, planDigest, update: 'approve', command: approved })
    : 'the rollout needs an approval, and none is shown';
}

function isSigned(manifest: string, input: StepActivityInput['input']): boolean {
  const digest =
    input.kind === 'deployApplication' && input.source.kind === 'manifests'
      ? input.source.digest
      : undefined;
  return sha256Hex(manifest) === digest;
}

function refused(reason: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`Not done: ${reason}`, notSignedType);
}
