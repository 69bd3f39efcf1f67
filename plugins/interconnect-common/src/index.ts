/**
 * The language of Interconnect, shared by browser, backend and workflow sandbox.
 *
 * @packageDocumentation
 */
export * from './document/types';
export * from './plan/types';
export * from './network/types';
export * from './rollout/types';
export * from './rollout/messages';
export * from './audit/types';
