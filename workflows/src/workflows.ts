/**
 * All workflows of Interconnect: the entry point of the bundle that runs in Temporal's sandbox.
 *
 * @packageDocumentation
 */
export { rollout } from './rollout/rollout';
