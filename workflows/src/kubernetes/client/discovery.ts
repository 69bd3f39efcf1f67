import { nearest } from '@interconnect/backstage-plugin-interconnect-common';
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
  #reading?: Promise<void>;

  /**
   * @param isSnapshot - what is not served stays so, too: for who installs nothing, and asks about
   * much at once
   */
  constructor(
    private readonly transport: Transport,
    private readonly now: () => number = Date.now,
    private readonly isSnapshot = false,
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
    const isFresh = this.now() - this.#readAt <= maxAgeMs;
    if (isFresh && (this.isSnapshot || known())) return known();
    await this.#read(signal);
    return known();
  }

  /** For people: what a cluster serves that was probably meant by a kind that it does not serve. */
  async instead(apiVersion: string, kind: string, signal?: AbortSignal): Promise<string> {
    if (this.now() - this.#readAt > maxAgeMs) await this.#read(signal);
    return servedInstead(this.#kinds, apiVersion, kind);
  }

  async #read(signal?: AbortSignal) {
    if (!this.isSnapshot) return this.#readNow(signal);
    this.#reading ??= this.#readNow(signal).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readNow(signal?: AbortSignal) {
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

/** Says in which versions a kind is served, or else which kind is near to it. */
export function servedInstead(
  kinds: readonly Pick<Kind, 'apiVersion' | 'kind'>[],
  apiVersion: string,
  kind: string,
): string {
  const versions = kinds.filter(one => one.kind === kind).map(one => one.apiVersion);
  if (versions.length > 0) return `it serves ${kind} in ${[...new Set(versions)].join(', ')}`;
  const ofVersion = kinds.filter(one => one.apiVersion === apiVersion);
  for (const among of [ofVersion, kinds]) {
    const name = nearest(
      kind,
      among.map(one => one.kind),
    );
    const meant = among.find(one => one.kind === name);
    if (meant) return `the nearest that it serves is ${meant.kind} (${meant.apiVersion})`;
  }
  return ofVersion.length > 0
    ? `it serves no kind of a name like that`
    : `it serves nothing of ${apiVersion}`;
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}
