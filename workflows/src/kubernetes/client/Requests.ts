import { setTimeout } from 'node:timers/promises';
import { Kind } from './discovery';
import { KubernetesObject, nameOf, ObjectRef } from './objects';
import { pathOf } from './paths';
import { responseFailure } from './responseFailure';
import { ApiResponse, Transport } from './transport';
import type { Write } from './writes';

/** What is asked for of a list. */
export interface ListOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

const busyAttempts = 6;
const maxRetryAfterSeconds = 5;

interface Page {
  metadata?: { continue?: string };
  items?: Omit<KubernetesObject, 'apiVersion' | 'kind'>[];
}

/** Requests about objects of known kinds, and what their answers mean. */
export class Requests {
  constructor(
    private readonly transport: Transport,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * About one object; a POST, and a request without a name, is about the list. A cluster that asks
   * to come back later (it is busy, or has just learnt a kind) is asked again, some times.
   */
  async send(
    kind: Kind,
    { metadata }: { metadata: { name?: string; namespace?: string } },
    request: Write,
  ): Promise<ApiResponse> {
    const { query, subresource, ...rest } = request;
    const name = rest.method === 'POST' ? undefined : metadata.name;
    const path = pathOf(kind, { namespace: metadata.namespace, name, subresource }, query);
    for (let attempt = 1; ; attempt++) {
      const response = await this.transport.request({ ...rest, path, signal: this.signal });
      if (response.status !== 429 || attempt === busyAttempts) return response;
      const seconds = Math.min(response.retryAfterSeconds ?? 1, maxRetryAfterSeconds);
      await setTimeout(seconds * 1000, undefined, { signal: this.signal });
    }
  }

  /** The answer's body. @throws failures of `responseFailure` when the cluster refused */
  accept(response: ApiResponse, kind: Kind, ref: ObjectRef | undefined, verb: string): unknown {
    if (response.status >= 200 && response.status < 300) return response.body;
    const { cluster, server } = this.transport;
    const subject = ref ? nameOf(ref) : kind.plural;
    const attempted = { cluster, server, verb, resource: kind.plural, subject };
    throw responseFailure(attempted, response.status, response.body);
  }

  /** All pages of a list. */
  async list(kind: Kind, options: ListOptions, accept?: string): Promise<KubernetesObject[]> {
    const { namespace, labelSelector, fieldSelector } = options;
    const { apiVersion, kind: name } = kind;
    const items: KubernetesObject[] = [];
    let next: string | undefined;
    do {
      const query = { labelSelector, fieldSelector, limit: '500', continue: next };
      const request = { method: 'GET' as const, accept, query };
      const response = await this.send(kind, { metadata: { namespace } }, request);
      const page = this.accept(response, kind, undefined, 'list') as Page;
      for (const item of page.items ?? []) {
        items.push({ ...item, apiVersion, kind: name } as KubernetesObject);
      }
      next = page.metadata?.continue || undefined;
    } while (next);
    return items;
  }
}
