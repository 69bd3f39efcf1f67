import { Agent } from 'node:https';
import { apiGet, type ApiTarget } from './cluster/request';

/** Kinds that come and go by themselves or only mirror others. */
const NOISE = new Set([
  'v1/Event',
  'events.k8s.io/v1/Event',
  'coordination.k8s.io/v1/Lease',
  'v1/Endpoints',
  'v1/ComponentStatus',
  'discovery.k8s.io/v1/EndpointSlice',
  'apiregistration.k8s.io/v1/APIService', // one for each group of custom resources
  'networking.k8s.io/v1/IPAddress', // one for each ClusterIP
  // What is observed of networks, as long as it is observed.
  'network.edge-orchestrator.intel.com/v1/Network',
  ...['Network', 'NetworkCluster', 'NetworkLink', 'NetworkService'].map(
    kind => `network.app.edge-orchestrator.intel.com/v1alpha1/${kind}`,
  ),
  ...['Cluster', 'Link', 'Service'].map(
    kind => `interconnect.app.edge-orchestrator.intel.com/v1alpha1/${kind}`,
  ),
]);

/** Kinds whose names are made up by their controllers. */
const VOLATILE = new Set(['Pod', 'ReplicaSet', 'ControllerRevision']);

interface Metadata {
  name: string;
  namespace?: string;
  uid: string;
  ownerReferences?: { uid: string; kind: string; name: string; controller?: boolean }[];
}

/** An object of a cluster, as far as a snapshot looks at it. */
export interface SnapshotObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
}

/**
 * All objects of a cluster as sorted lines, see {@link snapshotLines}.
 * @throws when the cluster does not answer
 */
export async function snapshotCluster(target: ApiTarget): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 });
  try {
    const kinds = await listableKinds(target, agent);
    const objects = await Promise.all(kinds.map(kind => list(target, kind, agent)));
    return snapshotLines(objects.flat());
  } finally {
    agent.destroy();
  }
}

/**
 * `apiVersion/kind namespace/name` for each object, sorted, without noise. Names that a controller
 * made up are replaced by their root owner (`v1/Pod shop/Deployment/my-backend/*`), so that a
 * restarted pod is no difference.
 */
export function snapshotLines(objects: SnapshotObject[]): string[] {
  const byUid = new Map(objects.map(o => [o.metadata.uid, o]));
  const lines = objects
    .filter(o => !NOISE.has(`${o.apiVersion}/${o.kind}`))
    .map(o => {
      const name = VOLATILE.has(o.kind) ? ownedName(o, byUid) : o.metadata.name;
      return `${o.apiVersion}/${o.kind} ${o.metadata.namespace ? `${o.metadata.namespace}/` : ''}${name}`;
    });
  return [...new Set(lines)].sort();
}

function ownedName(object: SnapshotObject, byUid: Map<string, SnapshotObject>): string {
  let owner = controllerOf(object.metadata);
  if (!owner) return object.metadata.name;
  for (;;) {
    const known = byUid.get(owner.uid);
    const above = known && controllerOf(known.metadata);
    if (!above) return `${owner.kind}/${owner.name}/*`;
    owner = above;
  }
}

function controllerOf(metadata: Metadata) {
  return metadata.ownerReferences?.find(reference => reference.controller);
}

interface ListableKind {
  apiVersion: string;
  kind: string;
  path: string;
}

/** Aggregated discovery, `apidiscovery.k8s.io/v2`. */
export interface Discovery {
  items: {
    metadata: { name?: string };
    versions: {
      version: string;
      resources?: { resource: string; verbs: string[]; responseKind: { kind: string } }[];
    }[];
  }[];
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const METADATA_ONLY = 'application/json;g=meta.k8s.io;v=v1;as=PartialObjectMetadataList';

async function listableKinds(target: ApiTarget, agent: Agent): Promise<ListableKind[]> {
  const discoveries = await Promise.all(
    ['/api', '/apis'].map(path => get<Discovery>(target, path, AGGREGATED, agent)),
  );
  return discoveries.flatMap(discovery => (discovery ? parseDiscovery(discovery) : []));
}

/**
 * Every listable resource once, in the version that the API server prefers among those that have
 * it.
 */
export function parseDiscovery(discovery: Discovery): ListableKind[] {
  return discovery.items.flatMap(({ metadata: { name: group }, versions }) => {
    const seen = new Set<string>();
    return versions.flatMap(({ version, resources = [] }) => {
      const apiVersion = group ? `${group}/${version}` : version;
      const fresh = resources.filter(r => r.verbs.includes('list') && !seen.has(r.resource));
      fresh.forEach(r => seen.add(r.resource));
      return fresh.map(r => ({
        apiVersion,
        kind: r.responseKind.kind,
        path: `/${group ? 'apis' : 'api'}/${apiVersion}/${r.resource}`,
      }));
    });
  });
}

async function list(
  target: ApiTarget,
  kind: ListableKind,
  agent: Agent,
): Promise<SnapshotObject[]> {
  if (NOISE.has(`${kind.apiVersion}/${kind.kind}`)) return [];
  const answer = await get<{ items: { metadata: Metadata }[] }>(
    target,
    kind.path,
    METADATA_ONLY,
    agent,
  );
  return (answer?.items ?? []).map(({ metadata }) => ({ ...kind, metadata }));
}

/** An API server answers 429 to a kind whose definition it has just learnt, for a moment. */
const busyForMs = 15_000;

/** undefined for 404: the kind was removed since discovery. */
async function get<T>(
  target: ApiTarget,
  path: string,
  accept: string,
  agent: Agent,
): Promise<T | undefined> {
  const end = Date.now() + busyForMs;
  let { status, body } = await apiGet(target, path, { accept, agent });
  while (status === 429 && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 500));
    ({ status, body } = await apiGet(target, path, { accept, agent }));
  }
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`${target.cluster} answered ${status} to GET ${path}`);
  return JSON.parse(body) as T;
}
