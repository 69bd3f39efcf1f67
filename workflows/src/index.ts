/**
 * What other packages may use of the worker: running one in their own process. Everything that the
 * backend needs to know of rollouts is in `interconnect-common`.
 *
 * @packageDocumentation
 */
export { readWorkerOptions, type WorkerOptions } from './worker/WorkerOptions';
export { runWorker } from './worker/runWorker';
export { buildWorkflowBundle, workflowsPath } from './worker/workflowBundle';
