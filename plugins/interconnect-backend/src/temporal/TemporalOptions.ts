import type { TLSConfig } from '@temporalio/client';

/** How to reach Temporal, and where the workflows run. */
export interface TemporalOptions {
  /** host:port of the frontend. */
  address: string;
  namespace: string;
  /** Queue that the worker of the rollouts listens on. */
  taskQueue: string;
  /** Base address of Temporal's UI, for links. */
  uiUrl: string;
  tls?: TLSConfig | boolean;
  apiKey?: string;
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
