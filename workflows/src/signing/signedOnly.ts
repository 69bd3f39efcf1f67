import type { Verifier } from '@interconnect/backstage-plugin-interconnect-node';
import type { PayloadCodec } from '@temporalio/common';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { createLocalActivities } from '../rollout/createLocalActivities';
import { createSignatureActivities } from './createSignatureActivities';
import { guard } from './guard';
import { startedRun } from './startedRun';

/**
 * What makes a worker do only what the backend has signed: its activities, with those that the
 * workflow itself needs.
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
    activities: {
      ...activities,
      ...createLocalActivities(codec),
      ...createSignatureActivities(verifier),
    },
    interceptors: { activity: [() => ({ inbound })] },
  };
}
