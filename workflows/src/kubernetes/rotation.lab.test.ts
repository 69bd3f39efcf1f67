import { connect } from 'node:tls';
import { StepInput } from '@interconnect/backstage-plugin-interconnect-common';
import { createTransport } from './client';
import type { Certificate, Secret, Site } from './skupper/types';
import { Bench } from './__testUtils__/Bench';
import { hub, networkRef, spoke, stepsOf } from './__testUtils__/steps';

// Skupper makes a Secret that is missing at its next resync, every 30 seconds.
jest.setTimeout(400_000);

const network = networkRef('rotation');
const other = 'cluster-3';
const { namespace } = network;
const undo = { inverse: true };
const patient = { deadlineSeconds: 200 };

let bench: Bench;
let before: Record<string, string[]>;
let steps: ReturnType<typeof stepsOf>;
/** A copy that somebody has made of what the spoke that is removed had. */
let stolen: Secret;

const secret = async (name: string, cluster = hub) =>
  (await bench
    .client(cluster)
    .get<Secret>({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } }))!;
const uidOf = async (name: string) => (await secret(name)).metadata.uid;
const decoded = ({ data = {} }: Secret, key: string) => Buffer.from(data[key], 'base64');

/**
 * Dials the hub's router as a spoke does. TLS 1.3 tells the caller of a refused certificate after
 * the handshake.
 */
async function dial(credentials: Secret, authority = credentials): Promise<string> {
  const site = await bench.client(hub).get<Site>({
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'Site',
    metadata: { name: hub, namespace },
  });
  const { host, port } = site!.status!.endpoints!.find(({ name }) => name === 'edge')!;
  const socket = connect({
    host,
    port: Number(port),
    cert: decoded(credentials, 'tls.crt'),
    key: decoded(credentials, 'tls.key'),
    ca: decoded(authority, 'ca.crt'),
    ALPNProtocols: ['h2'],
    checkServerIdentity: () => undefined,
  });
  try {
    return await new Promise<string>(resolve => {
      socket.once('data', () => resolve('accepted'));
      socket.once('error', error => resolve(`refused: ${(error as NodeJS.ErrnoException).code}`));
      socket.once('close', () => resolve('refused: closed'));
    });
  } finally {
    socket.destroy();
  }
}

const link = (cluster: string, authority?: number): StepInput => ({
  ...steps.linkSpoke,
  cluster,
  ...(authority !== undefined && { authority }),
});

beforeAll(async () => {
  bench = await Bench.attach();
  before = await bench.lab.snapshot();
  steps = stepsOf(network, [bench.lab.pool()]);
  await bench.run(steps.createNetwork);
  await bench.run(steps.deployLoadBalancer);
  await bench.run(steps.deployHub, patient);
  for (const cluster of [spoke, other]) {
    await bench.run({ ...steps.deploySpoke, cluster }, patient);
    await bench.run(link(cluster), patient);
  }
  stolen = await secret(`interconnect-${other}`, other);
});

it('a removed spoke can still dial: its removal revokes nothing', async () => {
  expect(await dial(stolen)).toBe('accepted');
  await bench.run(link(other), undo);
  await bench.run({ ...steps.deploySpoke, cluster: other }, undo);
  expect(await dial(stolen)).toBe('accepted');
});

const rotated: StepInput[] = [];

it('the hub gets another authority, once, and links that are up stay up', async () => {
  const first = await secret('skupper-site-ca');
  const deployHub = { ...steps.deployHub, authority: 1 };
  rotated.push(deployHub);

  // An attempt that is cut short goes on with the same authority.
  const { error } = await bench.try(deployHub, { deadlineSeconds: 2 });
  expect(error?.message ?? 'done at once').toMatch(/skupper-site-(ca|server)|done at once/);
  await bench.run(deployHub, patient);
  const waited = (text: RegExp) => expect(bench.said).toContainEqual(expect.stringMatching(text));
  waited(
    /^(waiting|Waited \d+ s) for a new Secret interconnect-rotation\/skupper-site-ca on hub cluster-1/,
  );
  waited(
    /^(waiting|Waited \d+ s) for Secret \S+\/skupper-site-server on hub cluster-1 to be issued/,
  );
  const second = await secret('skupper-site-ca');
  expect(second.data?.['tls.crt']).not.toBe(first.data?.['tls.crt']);
  const server = await uidOf('skupper-site-server');
  expect((await secret('skupper-site-server')).data?.['ca.crt']).toBe(second.data?.['tls.crt']);

  await bench.run(deployHub, patient);
  expect(await uidOf('skupper-site-ca')).toBe(second.metadata.uid);
  expect(await uidOf('skupper-site-server')).toBe(server);
  // What looks at the links alone finds nothing: the old certificates still carry them.
  expect((await bench.run(steps.verify)).mismatches).toEqual([]);
});

it('the spokes that stay get certificates of it', async () => {
  const earlier = await secret(`interconnect-${spoke}`, spoke);
  rotated.push(link(spoke, 1));
  await bench.run(link(spoke, 1), patient);
  const now = await secret(`interconnect-${spoke}`, spoke);
  expect(now.data?.['tls.crt']).not.toBe(earlier.data?.['tls.crt']);
  const authority = await secret('skupper-site-ca');
  expect(now.data?.['ca.crt']).toBe(authority.data?.['tls.crt']);
});

it('then certificates of before are refused, and the links are up with new ones', async () => {
  const retire = steps.retireAuthority;
  rotated.push(retire);
  await bench.run(retire, patient);
  const server = await uidOf('skupper-site-server');
  expect((await bench.run(retire)).message).toBe(
    'certificates of the former authority are refused',
  );
  expect(await uidOf('skupper-site-server')).toBe(server);

  const valid = await secret(`interconnect-${spoke}`, spoke);
  expect(await dial(stolen, valid)).toMatch(/^refused/);
  expect(await dial(valid)).toBe('accepted');
  expect((await bench.persist(steps.verify, patient)).mismatches).toEqual([]);
});

it('the worker cannot delete other Secrets of the namespace', async () => {
  const mine: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'somebody-elses', namespace },
    type: 'Opaque',
  };
  await bench.client(hub).create(mine);
  const worker = createTransport(
    bench.clusters.find(({ name }) => name === hub)!,
    10_000,
  );
  for (const name of [mine.metadata.name, 'skupper-local-ca']) {
    const path = `/api/v1/namespaces/${namespace}/secrets/${name}`;
    expect((await worker.request({ method: 'DELETE', path })).status).toBe(403);
  }
  worker.close();
});

it('leaves the clusters as they were', async () => {
  for (const step of [
    ...rotated.slice(1).reverse(),
    steps.deploySpoke,
    rotated[0],
    steps.deployLoadBalancer,
    steps.createNetwork,
  ]) {
    await bench.persist(step, { ...undo, ...patient });
  }
  const certificates = await bench
    .client(hub)
    .list<Certificate>({ apiVersion: 'skupper.io/v2alpha1', kind: 'Certificate' });
  expect(certificates).toEqual([]);
  expect(await bench.lab.snapshot()).toEqual(before);
});
