import { createConditionExports } from '@backstage/plugin-permission-node';
import { networkResourceRef } from './networkResourceRef';
import { networkRules } from './rules';

const exported = createConditionExports({
  resourceRef: networkResourceRef,
  rules: networkRules,
});

/**
 * Conditions for permission policies: `isProjectOwner({ claims })` and `hasMemberCluster({ cluster
 * })`.
 *
 * @public
 */
export const interconnectConditions = exported.conditions;

/**
 * The answer of a permission policy when it depends on the network:
 *
 * ```ts
 * createInterconnectConditionalDecision(
 *   request.permission,
 *   interconnectConditions.isProjectOwner({ claims: user.info.ownershipEntityRefs }),
 * );
 * ```
 *
 * @public
 */
export const createInterconnectConditionalDecision = exported.createConditionalDecision;
