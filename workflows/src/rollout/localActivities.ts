import type {
  RollbackBase,
  RollbackPlan,
  RolloutInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { proxyLocalActivities } from '@temporalio/workflow';

/**
 * What the workflow must not do itself. Their results stand in the history, so a replay does
 * nothing of it again: a worker whose planner plans otherwise goes on with the plan that was made.
 */
export interface LocalActivities {
  /** @throws ApplicationFailure of type `InvalidInput` when there is no such plan */
  planRollback(base: RollbackBase): Promise<RollbackPlan>;
  /** Bytes of an input as Temporal gets it, compressed. */
  encodedSize(input: RolloutInput): Promise<number>;
}

export const { planRollback, encodedSize } = proxyLocalActivities<LocalActivities>({
  startToCloseTimeout: '1 minute',
});
