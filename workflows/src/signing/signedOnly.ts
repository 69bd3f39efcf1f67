import type { Verifier } from '@interconnect/backstage-plugin-interconnect-node';
import type { PayloadCodec } from '@temporalio/common';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { createSignatureActivities } from './createSignatureActivities';
import { guard } from './guard';
import { startedRun } from './startedRun';

/**
 * What makes a worker do only what the backend has signed.
 *
 * @param activities - of the steps
 */
export function signedOnly(
  verifier: Verifier,
  {
    connection,
    codec,
    namespace,
  }: {
    connection: Pick<NativeConnection, 'workflowService'>;
    codec: PayloadCodec;
    namespace: string;
  },
  activities: object,
): Pick<WorkerOptions, 'activities' | 'interceptors'> {
  const inbound = guard(verifier, (workflowId, runId) =>
    startedRun(connection, codec, { namespace, workflowId, runId }),
  );
  return {
    activities: { ...activities, ...createSignatureActivities(verifier) },
    interceptors: { activity: [() => ({ inbound })] },
  };
}
