/*
 * Answers of the REST API for the dev harness and the tests, in the shape that the backend gives them (`openapi.yaml`).
 * Plans come from the real planner; times are relative to `now`.
 */
export * from './answers/allNetworks';
export * from './answers/approvals';
export * from './answers/audit';
export * from './answers/catalog';
export * from './answers/clusters';
export * from './answers/networks';
export * from './answers/review';
export * from './answers/rollouts';
export * from './answers/shop';
export { RecordedApi } from './RecordedApi';
