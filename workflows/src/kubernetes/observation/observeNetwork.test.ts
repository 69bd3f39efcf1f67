import { exposedBackend, hub, networkRef, spoke } from '../__testUtils__/steps';
import { annotated, exposePrefix, status } from '../__testUtils__/readings';
import type { ClusterClient, KubernetesObject, ObjectRef } from '../client';
import { failure } from '../client';
import { restrictionOf } from '../loadBalancer/allowedSources';
import { aliasesOf, connectorOf, linkOf, listenersOf, siteOf } from '../skupper/objects';
import { routerService } from '../skupper/untilSiteReady';
import { describeVerification, observeNetwork } from './observeNetwork';

const network = networkRef('shop');
const exposed = [exposedBackend()];
const spokes = [spoke, 'cluster-3', 'cluster-4'];
const members = [
  { cluster: hub, role: 'hub' as const },
  ...spokes.map(cluster => ({ cluster, role: 'spoke' as const })),
];
const settings = {
  applications: [
    {
      name: 'my-backend',
      clusters: [hub],
      namespace: 'shop',
      expose: true,
      workloads: ['Deployment my-backend'],
    },
  ],
};

/** What every Site of the network sees. */
const seen = members.map(({ cluster, role }) => ({
  id: `uid-${cluster}`,
  ...(role === 'spoke' && {
    links: [{ name: 'l', remoteSiteId: `uid-${hub}`, operational: true }],
  }),
}));

/** A cluster on which the network stands. */
function standing(cluster: string): ClusterClient {
  const role = cluster === hub ? 'hub' : 'spoke';
  const site = siteOf(network, { cluster, role }, {});
  const labels = { 'interconnect/step': 'deployApplication.my-backend' };
  const objects: KubernetesObject[] = [
    {
      ...site,
      metadata: { ...site.metadata, uid: `uid-${cluster}` },
      status: { ...status(), network: seen },
    },
    ...[
      linkOf(network, cluster, [], {}),
      ...listenersOf(network, exposed, {}),
      connectorOf(network, exposed[0], {}),
    ].map(object => ({ ...object, status: status() })),
    restrictionOf(routerService(network), network, { ownPool: false }),
    ...aliasesOf(network, exposed, {}),
    annotated({
      [`${exposePrefix}/expose-service`]: 'true',
      [`${exposePrefix}/expose-port`]: '8080',
    }),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'my-backend', namespace: 'shop', labels },
      spec: { replicas: 1 },
      status: { availableReplicas: 1, updatedReplicas: 1, replicas: 1 },
    },
    ...spokes.map(name => ({
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'Certificate',
      metadata: { name: `interconnect-${name}`, namespace: network.namespace },
    })),
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'my-backend-x', namespace: 'shop' },
      endpoints: [{ conditions: { ready: true } }],
    },
  ];
  return {
    serves: async () => true,
    get: async ({ kind }: ObjectRef) => {
      if (kind === 'Secret') throw failure('forbidden', 'not of your concern');
      return objects.find(object => object.kind === kind);
    },
    list: async ({ kind }: { kind: string }) => objects.filter(object => object.kind === kind),
  } as unknown as ClusterClient;
}

/** A cluster that answers nothing until it is not waited for any more. */
function silent(signal: AbortSignal): ClusterClient {
  const never = () =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  return { serves: never, get: never, list: never } as unknown as ClusterClient;
}

const observe = (
  client: (cluster: string, signal: AbortSignal) => ClusterClient,
  more: { signal?: AbortSignal; concurrency?: number } = {},
) =>
  observeNetwork(
    { network, members, exposed, settings },
    { client, signal: new AbortController().signal, concurrency: 10, memberTimeoutMs: 50, ...more },
  );

describe('observeNetwork', () => {
  it('finds every member Ready where the network stands', async () => {
    const verification = await observe(standing);
    expect(verification.mismatches).toEqual([]);
    expect(describeVerification(verification)).toBe('4 of 4 members Ready');
    expect(verification.observation.services).toEqual([
      { ...exposed[0], state: 'Ready', reach: {} },
    ]);
  });

  it('a member that cannot be read is Unknown, and hides none of the others', async () => {
    const verification = await observe((cluster, signal) => {
      if (cluster === 'cluster-3') throw failure('invalidInput', "No cluster 'cluster-3'");
      return cluster === 'cluster-4' ? silent(signal) : standing(cluster);
    });
    expect(verification.observation.members).toMatchObject([
      { cluster: hub, state: 'Ready' },
      { cluster: spoke, state: 'Ready', link: { state: 'Up' } },
      {
        cluster: 'cluster-3',
        state: 'Unknown',
        link: { state: 'Unknown' },
        message: "No cluster 'cluster-3'",
      },
      {
        cluster: 'cluster-4',
        state: 'Unknown',
        link: { state: 'Unknown' },
        message: 'cluster-4 was not read within 0.05 s',
      },
    ]);
    expect(describeVerification(verification)).toBe('2 of 4 members Ready, 2 mismatches');
  });

  it('waits for clusters that do not answer at the same time, not one after the other', async () => {
    const asked: string[] = [];
    let askedWhenFirstEnded: string[] = [];
    await observe((cluster, signal) => {
      asked.push(cluster);
      signal.addEventListener('abort', () => {
        if (askedWhenFirstEnded.length === 0) askedWhenFirstEnded = [...asked];
      });
      return silent(signal);
    });
    expect(askedWhenFirstEnded).toEqual(members.map(({ cluster }) => cluster));
  });

  it('reads no more members at once than it may', async () => {
    let now = 0;
    let most = 0;
    const counting = (cluster: string): ClusterClient => {
      const client = standing(cluster);
      const get = async (ref: ObjectRef) => {
        if (ref.kind !== 'Site') return client.get(ref);
        most = Math.max(most, ++now);
        await new Promise(resolve => setTimeout(resolve, 5));
        now -= 1;
        return client.get(ref);
      };
      return { ...client, get } as unknown as ClusterClient;
    };
    await observe(counting, { concurrency: 2 });
    expect(most).toBe(2);
  });

  it('a thousand members that all have something to say fit into a result of Temporal', async () => {
    const why = 'x'.repeat(3000);
    const many = Array.from({ length: 1000 }, (_, at) => ({
      cluster: `cluster-${at}`,
      role: at === 0 ? ('hub' as const) : ('spoke' as const),
    }));
    const { observation } = await observeNetwork(
      { network, members: many, exposed },
      {
        client: () => {
          throw failure('unreachable', why);
        },
        signal: new AbortController().signal,
        concurrency: 50,
        memberTimeoutMs: 10_000,
      },
    );
    expect(observation.members[999].message).toMatch(/^x+…$/);
    expect(Buffer.byteLength(JSON.stringify(observation))).toBeLessThan(1024 * 1024);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const observed = observe((_, signal) => silent(signal), { signal: stop.signal });
    stop.abort(new Error('the worker ends'));
    await expect(observed).rejects.toThrow('the worker ends');
  });
});
