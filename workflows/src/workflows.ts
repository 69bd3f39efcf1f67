/**
 * All workflows of Interconnect: the entry point of the bundle that runs in Temporal's sandbox.
 *
 * @packageDocumentation
 */
export { checkPlan } from './check/checkPlan';
export { observe } from './observe/observe';
export { rollout } from './rollout/rollout';
