import { existsSync } from 'node:fs';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Entry point of the workflows. */
export const workflowsPath = require.resolve('../workflows');

/**
 * The workflow code, bundled for Temporal's sandbox.
 *
 * @param prebuilt - file of a bundle that `buildWorkflowBundle` has made
 */
export async function workflowBundle(
  prebuilt?: string,
): Promise<{ codePath: string } | WorkflowBundleWithSourceMap> {
  if (prebuilt === undefined) return buildWorkflowBundle();
  if (!existsSync(prebuilt)) {
    throw new Error(`interconnect.worker.workflowBundle: there is no file ${prebuilt}`);
  }
  return { codePath: prebuilt };
}

/** Bundles the workflows. This takes some seconds. */
export function buildWorkflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath,
    // Its lines about webpack help nobody. A failure is thrown.
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
}
