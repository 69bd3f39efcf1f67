import { failure } from './failures';
import { Transport } from './transport';

/** A kind that a cluster serves. */
export interface Kind {
  apiVersion: string;
  kind: string;
  /** In paths. */
  plural: string;
  namespaced: boolean;
  verbs: string[];
}

interface DiscoveredGroup {
  metadata?: { name?: string };
  versions: {
    version: string;
    resources?: {
      resource: string;
      responseKind?: { kind?: string };
      scope?: string;
      verbs?: string[];
    }[];
  }[];
}

/**
 * Aggregated discovery: everything in two requests. `v2beta1` since Kubernetes 1.27, `v2` since
 * 1.30.
 */
const accept = ['v2', 'v2beta1']
  .map(v => `application/json;g=apidiscovery.k8s.io;v=${v};as=APIGroupDiscoveryList`)
  .join(',');

/**
 * How long it is believed that a cluster serves what it served; a kind that is not found is asked
 * for again.
 */
const maxAgeMs = 60_000;

/** Finds out which kinds a cluster serves, and remembers it for a minute. */
export class Discovery {
  #kinds: Kind[] = [];
  #readAt = -Infinity;

  constructor(
    private readonly transport: Transport,
    private readonly now: () => number = Date.now,
  ) {}

  /** All kinds, each in the version that the cluster prefers. */
  async preferred(signal?: AbortSignal): Promise<Kind[]> {
    if (this.now() - this.#readAt > maxAgeMs) await this.#read(signal);
    const seen = new Set<string>();
    return this.#kinds.filter(({ apiVersion, plural }) => {
      const key = `${groupOf(apiVersion)}/${plural}`;
      return !seen.has(key) && seen.add(key);
    });
  }

  /** A kind, or undefined when the cluster does not serve it (now). */
  async find(apiVersion: string, kind: string, signal?: AbortSignal): Promise<Kind | undefined> {
    const known = () => this.#kinds.find(k => k.apiVersion === apiVersion && k.kind === kind);
    if (this.now() - this.#readAt <= maxAgeMs && known()) return known();
    await this.#read(signal);
    return known();
  }

  async #read(signal?: AbortSignal) {
    const [core, groups] = await Promise.all(
      ['/api', '/apis'].map(async path => {
        const { status, body } = await this.transport.request({
          method: 'GET',
          path,
          accept,
          signal,
        });
        const { cluster, server } = this.transport;
        if (status === 401) {
          throw failure(
            'unauthorized',
            `${cluster} at ${server} refuses the credentials of its configuration`,
          );
        }
        if (status === 403) {
          throw failure('forbidden', `${cluster} forbids to read which kinds it serves (${path})`);
        }
        if (status !== 200) {
          throw failure('clusterError', `${cluster} answered ${status} to GET ${path}`);
        }
        const { kind, items } = body as { kind?: string; items?: DiscoveredGroup[] };
        if (kind !== 'APIGroupDiscoveryList' || !items) {
          throw failure(
            'missing',
            `${cluster} at ${server} is too old: Kubernetes 1.27 or newer is needed`,
          );
        }
        return items;
      }),
    );
    this.#kinds = [...core, ...groups].flatMap(kindsOf);
    this.#readAt = this.now();
  }
}

function kindsOf({ metadata, versions }: DiscoveredGroup): Kind[] {
  const group = metadata?.name;
  return versions.flatMap(({ version, resources = [] }) =>
    resources.map(({ resource, responseKind, scope, verbs = [] }) => ({
      apiVersion: group ? `${group}/${version}` : version,
      kind: responseKind?.kind ?? '',
      plural: resource,
      namespaced: scope === 'Namespaced',
      verbs,
    })),
  );
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}
