import {
  Attempts,
  foreign,
  network,
  refusal,
  object,
  ours,
  shop,
  ofProject,
  pathOf,
  standard,
  type Fields,
} from '../__testUtils__/Attempts';
import { hub } from '../__testUtils__/steps';
import type { KubernetesObject } from '../client';

jest.setTimeout(120_000);

const service = (spec: Fields, namespace = shop, name = 'attempt') =>
  object('v1', 'Service', name, namespace, { spec: { ports: [{ port: 80 }], ...spec } }, ofProject);

const router = object(
  'v1',
  'Service',
  'skupper-router',
  network,
  {
    spec: {
      type: 'LoadBalancer',
      selector: { 'skupper.io/component': 'router' },
      ports: [{ name: 'edge', port: 45671 }],
    },
  },
  {},
);

const label = 'interconnect/allowed-sources';
const applied = { [label]: 'applied' };
const pool = 'metallb.io/address-pool';

let attempts: Attempts;

/** In its own namespaces the project's account. */
const actorOf = ({ metadata }: KubernetesObject) =>
  metadata.namespace === shop ? attempts.projectIn(shop) : attempts.worker;

beforeAll(async () => {
  attempts = await Attempts.prepare();
  await attempts.allowAll(shop);
  await attempts.make(router, attempts.admin);
  await attempts.make(object('v1', 'Namespace', 'argocd', undefined, {}, {}), attempts.admin);
});

afterAll(() => attempts.end(object('v1', 'Namespace', 'argocd')));

describe('Services', () => {
  it.each<[string, KubernetesObject, RegExp]>([
    [
      'with externalIPs',
      service({ externalIPs: ['192.0.2.1'] }),
      /may not take externalIPs for the Service shop-admission\/attempt$/,
    ],
    ['of type NodePort', service({ type: 'NodePort' }), /shop-admission\/attempt a NodePort$/],
    ['of type LoadBalancer', service({ type: 'LoadBalancer' }), /attempt a LoadBalancer$/],
    [
      'with the name of the probe, elsewhere',
      service({ type: 'LoadBalancer' }, shop, 'interconnect-probe'),
      /a LoadBalancer$/,
    ],
    [
      'with the name of the probe, and pods behind it',
      service({ type: 'LoadBalancer', selector: { app: 'a' } }, network, 'interconnect-probe'),
      /a LoadBalancer$/,
    ],
    [
      'that lead to other names, elsewhere',
      service({ type: 'ExternalName', externalName: 'a.b.svc.cluster.local' }),
      /a ExternalName$/,
    ],
    [
      'that lead out of the cluster',
      service({ type: 'ExternalName', externalName: 'example.com' }, 'interconnect'),
      /a ExternalName$/,
    ],
  ])('%s', (_, attempt, why) =>
    expect(attempts.tried(attempt, actorOf(attempt))).resolves.toEqual(refusal(why)),
  );

  it.each([
    ['selector', { spec: { selector: { app: 'attempt' } } }],
    ['externalIPs', { spec: { externalIPs: ['192.0.2.1'] } }],
    ['label', { metadata: { labels: ours } }],
    ['pool than that of the network', { metadata: { annotations: { [pool]: 'general' } } }],
    ['annotation', { metadata: { annotations: { 'example.com/other': '' } } }],
  ])("of a hub's router: another %s", (_, body) =>
    expect(attempts.changed(router, body)).resolves.toEqual(
      refusal(/may change only the allowed sources of the Service/),
    ),
  );

  it("of a hub's router: allowed sources, with the label and the pool of the network", async () => {
    const metadata = { labels: applied, annotations: { [pool]: network } };
    const spec = { loadBalancerSourceRanges: ['127.0.0.0/8'] };
    expect((await attempts.patch(pathOf(router), { metadata, spec })).status).toBe(200);
    const nothing = { labels: { [label]: null }, annotations: { [pool]: null } };
    const bare = { metadata: nothing, spec: { loadBalancerSourceRanges: null } };
    expect((await attempts.patch(pathOf(router), bare)).status).toBe(200);
  });

  it('that were ClusterIP', async () => {
    const made = service({});
    await attempts.make(made, actorOf(made));
    const body = { spec: { type: 'LoadBalancer' } };
    await expect(attempts.changed(made, body, { by: actorOf(made) })).resolves.toEqual(
      refusal(/a LoadBalancer$/),
    );
    await attempts.remove(service({}));
  });

  it.each([
    ['an address within the cluster', service({})],
    [
      'a short address of a network',
      service({ type: 'ExternalName', externalName: 'a.b.svc.cluster.local' }, 'interconnect'),
    ],
    ['the probe', service({ type: 'LoadBalancer' }, network, 'interconnect-probe')],
  ])('of networks are made: %s', async (_, allowed) => {
    expect(await attempts.accepted(allowed, actorOf(allowed))).toBe(true);
  });

  /** As docs/configuration.md says of `clusterDomain`. */
  it('a short address below the domain that the policy has in the place of cluster.local', async () => {
    const alias = (domain: string) =>
      service({ type: 'ExternalName', externalName: `a.b.svc.${domain}` }, 'interconnect');
    const policy =
      '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/interconnect-worker-services';
    const { body } = await attempts.admin.request({ method: 'GET', path: policy });
    const { variables } = (body as { spec: { variables: object[] } }).spec;
    const text = JSON.stringify(variables);
    const replaced = JSON.parse(text.replaceAll('cluster[.]local', 'store[.]example'));
    const enforce = (wanted: object[]) =>
      attempts.patch(policy, { spec: { variables: wanted } }, attempts.admin);
    /** The API server takes a policy a moment after it was written. */
    async function untilMade(domain: string) {
      while ((await attempts.tried(alias(domain))).status !== 201) {
        await new Promise(resolve => setTimeout(resolve, 200));
      }
      await attempts.remove(alias(domain));
    }
    expect((await enforce(replaced)).status).toBe(200);
    try {
      await untilMade('store.example');
      await expect(attempts.tried(alias('cluster.local'))).resolves.toEqual(
        refusal(/a ExternalName$/),
      );
    } finally {
      await enforce(variables);
    }
    await untilMade('cluster.local');
    await expect(attempts.tried(alias('store.example'))).resolves.toEqual(
      refusal(/a ExternalName$/),
    );
  });
});

describe('what nobody may do to a load balancer in a namespace of a network, not even an administrator', () => {
  const ingress = { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } };
  const closed = { spec: { loadBalancerSourceRanges: ['127.0.0.0/8'] } };
  const opened = { spec: { loadBalancerSourceRanges: null } };
  const noAddress = /may not have an address of a load balancer without loadBalancerSourceRanges$/;
  const noLabel =
    /may not have the label interconnect\/allowed-sources without loadBalancerSourceRanges$/;
  const asAdmin = (body: object, subresource = '') =>
    attempts.changed(router, body, { subresource, by: attempts.admin });

  it('label it without allowed sources', async () => {
    expect(await asAdmin({ metadata: { labels: applied } })).toEqual(refusal(noLabel));
    const made = object('v1', 'Service', 'attempt', network, { spec: router.spec }, applied);
    expect(await attempts.tried(made, attempts.admin)).toEqual(refusal(noLabel));
  });

  it('record an address of it without allowed sources, or take these away afterwards', async () => {
    expect(await asAdmin(ingress, '/status')).toEqual(refusal(noAddress));
    expect(await asAdmin(closed)).toMatchObject({ status: 200, written: true });
    expect(await asAdmin(ingress, '/status')).toMatchObject({ status: 200, written: true });
    expect(await asAdmin(opened)).toEqual(refusal(noAddress));
    expect(await attempts.changed(router, opened)).toEqual(refusal(noAddress));
  });

  it('elsewhere it is left to whoever runs the cluster', async () => {
    const other = object('v1', 'Service', 'other', foreign, { spec: router.spec }, applied);
    await attempts.make(other, attempts.admin);
    const by = attempts.admin;
    const answer = await attempts.changed(other, ingress, { subresource: '/status', by });
    expect(answer).toMatchObject({ status: 200, written: true });
  });
});

describe('namespaces', () => {
  it.each([
    'cert-manager',
    'flux-system',
    'gatekeeper-system',
    'istio-system',
    'kyverno',
    'monitoring',
    'kube-flannel',
  ])('%s', name =>
    expect(
      attempts.tried(object('v1', 'Namespace', name, undefined, {}, { ...ours, ...standard })),
    ).resolves.toEqual(refusal(new RegExp(`may not write in the namespace ${name}$`))),
  );
  it.each(['argocd', 'default', 'kube-system', 'kube-public', 'backstage-interconnect'])(
    'an object in %s',
    namespace =>
      expect(attempts.tried(object('v1', 'ConfigMap', 'attempt', namespace))).resolves.toEqual(
        refusal(new RegExp(`may not write in the namespace ${namespace}$`)),
      ),
  );
  it.each<[string, KubernetesObject]>([
    ['configmaps/attempt', object('v1', 'ConfigMap', 'attempt', 'skupper')],
    ['secrets/attempt', object('v1', 'Secret', 'attempt', 'metallb-system')],
    ['serviceaccounts/attempt', object('v1', 'ServiceAccount', 'attempt', 'metallb-system')],
  ])('%s beside what is installed', (what, attempt) =>
    expect(attempts.tried(attempt, attempts.installer)).resolves.toEqual(
      refusal(new RegExp(`only what is installed there, not ${what}$`)),
    ),
  );
});

it('is made of expressions that the API server finds no fault with', async () => {
  const policies = await attempts.bench.client(hub).list<KubernetesObject>({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
  });
  expect(policies).toHaveLength(9);
  const warnings = policies.flatMap(
    ({ status }) =>
      (status as { typeChecking?: { expressionWarnings?: unknown[] } }).typeChecking
        ?.expressionWarnings ?? [],
  );
  expect(warnings).toEqual([]);
});
