import type { Signer, TemporalConnection } from '@interconnect/backstage-plugin-interconnect-node';
import type { PayloadCodec } from '@temporalio/common';

/** How to reach Temporal, where the workflows run, and where people look at them. */
export interface TemporalOptions extends TemporalConnection {
  /** Base address of Temporal's UI, for links. */
  uiUrl: string;
  /** Signs what is started and commanded. */
  signer: Signer;
  /** How payloads look to Temporal. */
  codec: PayloadCodec;
  /** Deadline of one call in milliseconds; default 10,000. Long polls have their own. */
  deadlineMs?: number;
}

/** Page of one run of a rollout in Temporal's UI; of its latest run when none is given. */
export function workflowUrl(
  options: Pick<TemporalOptions, 'uiUrl' | 'namespace'>,
  workflowId: string,
  runId?: string,
): string {
  const base = options.uiUrl.replace(/\/+$/, '');
  const path = [options.namespace, 'workflows', workflowId].map(encodeURIComponent).join('/');
  return `${base}/namespaces/${path}${runId ? `/${encodeURIComponent(runId)}/history` : ''}`;
}
