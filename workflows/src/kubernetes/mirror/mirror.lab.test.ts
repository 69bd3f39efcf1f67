import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  NetworkObservation,
  Unapplied,
} from '@interconnect/backstage-plugin-interconnect-common';
import { signObservation } from '@interconnect/backstage-plugin-interconnect-node';
import { testSigner, testVerifier } from '../../testing';
import { Bench } from '../__testUtils__/Bench';
import { kubectl, rowsOf } from '../__testUtils__/kubectl';
import { exposedBackend, hub, networkRef, spoke } from '../__testUtils__/steps';
import { Mirror } from './Mirror';
import type { OpenRollout } from './rolloutStatus';

jest.setTimeout(120_000);

const rest = 'networks.network.edge-orchestrator.intel.com';
const app = 'network.app.edge-orchestrator.intel.com';
const effect = 'interconnect.app.edge-orchestrator.intel.com';
const policies = join(__dirname, '../../../deploy/mirror/admission.yaml');

const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 10, 0, second)).toISOString();
const observation = (second: number, link: 'Up' | 'Down'): NetworkObservation => ({
  observedAt: at(second),
  members: [
    { cluster: hub, role: 'hub', state: 'Ready', observedAt: at(second) },
    {
      cluster: spoke,
      role: 'spoke',
      state: link === 'Up' ? 'Ready' : 'NotReady',
      observedAt: at(second),
      link: { state: link, ...(link === 'Down' && { since: at(7), message: 'cut' }) },
    },
  ],
  services: [{ ...exposedBackend(), state: link === 'Up' ? 'Ready' : 'NotReady' }],
});

/** What `kubectl` shows on a management cluster: on a real API server, with the worker's rights. */
describe('the mirror', () => {
  let bench: Bench;
  let mirror: Mirror;
  const warned: string[] = [];
  const never = new AbortController().signal;

  const onHub = (...args: string[]) => kubectl(bench.lab, hub, ...args);
  const table = async (...args: string[]) => rowsOf(await onHub('get', ...args));
  const refusal = (...args: string[]) =>
    onHub(...args).then(
      () => 'not refused',
      (error: Error) => error.message,
    );
  const show = (name: string, seen: NetworkObservation, project = 'edge-shop') => {
    const members = seen.members.map(({ cluster, role }) => ({ cluster, role }));
    const input = { network: { ...networkRef(name), project }, members, exposed: [] };
    return mirror.show(signObservation(testSigner, input), seen, never);
  };

  beforeAll(async () => {
    bench = await Bench.attach();
    mirror = new Mirror({
      clusters: () => bench.clusters,
      cluster: hub,
      shortNames: 'edge-shop',
      verifier: testVerifier,
      logger: { warn: message => warned.push(message) },
    });
    await show('mirrored', observation(5, 'Up'));
  });
  afterAll(async () => {
    const gone = async () => false;
    await mirror?.sweep(gone, never);
    await mirror?.sweep(gone, never);
    const left = bench ? await table(`${rest},networkclusters.${app}`) : [];
    if (left.length > 0) throw new Error(`Left behind: ${JSON.stringify(left)}`);
  });

  it("answers the seed's commands", async () => {
    const yaml = await onHub('get', 'network', '-o', 'yaml');
    expect(yaml).toContain('apiVersion: network.edge-orchestrator.intel.com/v1\n');
    expect(yaml).toContain('project: edge-shop');
    const head = { STATE: 'Ready', SINCE: at(5), 'OBSERVED AT': at(5) };
    expect(await table(`clusters.${effect}`)).toEqual([
      {
        NAME: `${hub}.mirrored`,
        NAMESPACE: 'edge-shop',
        CLUSTER: hub,
        PHASE: 'Running',
        INGRESSTYPE: 'LoadBalancer',
        ...head,
      },
      {
        NAME: `${spoke}.mirrored`,
        NAMESPACE: 'edge-shop',
        CLUSTER: spoke,
        PHASE: 'Running',
        INGRESSTYPE: 'None',
        ...head,
      },
    ]);
    expect(await table(`links.${effect}`)).toEqual([
      {
        ...{ NAME: `${spoke}.mirrored`, SOURCE: spoke, TARGET: hub, PHASE: 'Linked' },
        ...head,
        STATE: 'Up',
      },
    ]);
    const service = { CLUSTER: hub, NAMESPACE: 'shop', SERVICE: 'my-backend' };
    const name = `my-backend.shop.${hub}.mirrored`;
    expect(await table(`services.${effect}`)).toEqual([
      { NAME: name, ...service, PHASE: 'Exposed', ...head },
    ]);
    expect(await table(`networks.${app}`)).toEqual([
      { NAME: 'mirrored', NAMESPACE: 'edge-shop', NETWORK: 'mirrored', ...head },
    ]);
    expect(await table(`networkclusters.${app}`)).toMatchObject([
      { NETWORK: 'mirrored', NAMESPACE: 'edge-shop', CLUSTER: hub, ROLE: 'Hub' },
      { NETWORK: 'mirrored', NAMESPACE: 'edge-shop', CLUSTER: spoke, ROLE: 'Spoke' },
    ]);
    expect(await table(`networklinks.${app}`)).toMatchObject([
      { NETWORK: 'mirrored', SOURCE: spoke, TARGET: hub, STATE: 'Up' },
    ]);
    expect(await table(`networkservices.${app}`)).toMatchObject([
      { NAME: name, NETWORK: 'mirrored', ...service },
    ]);
  });

  it('is what the bare word means, and leaves the words of others alone', async () => {
    for (const word of ['network', 'network/mirrored']) {
      expect((await onHub('get', word, '-o', 'name')).trim()).toBe(
        'network.network.edge-orchestrator.intel.com/mirrored',
      );
    }
    const services = await onHub('get', 'services', '-n', 'default', '-o', 'name');
    expect(services).toContain('service/kubernetes\n');
  });

  it('follows what is observed, and can be waited for', async () => {
    await onHub('wait', '--for=condition=Ready', 'network/mirrored', '--timeout=5s');
    await show('mirrored', observation(8, 'Down'));
    await onHub('wait', '--for=condition=Ready=False', 'network/mirrored', '--timeout=5s');
    expect(await table(`links.${effect}`, '-o', 'wide')).toEqual([
      {
        ...{ NAME: `${spoke}.mirrored`, SOURCE: spoke, TARGET: hub, PHASE: 'Linking' },
        ...{ STATE: 'Down', SINCE: at(7), 'OBSERVED AT': at(8) },
        ...{ NETWORK: 'mirrored', MESSAGE: 'cut' },
      },
    ]);
    expect(await table('network', '-o', 'wide')).toMatchObject([
      { STATE: 'Degraded', SINCE: at(8), MEMBERS: '1/2', LINKS: '0/1', SERVICES: '0/1' },
    ]);
    // A reading that was overtaken changes nothing.
    await show('mirrored', observation(6, 'Up'));
    expect(await table('network')).toMatchObject([{ STATE: 'Degraded', 'OBSERVED AT': at(8) }]);
    await show('mirrored', observation(9, 'Up'));
    await onHub(
      'wait',
      '--for=condition=Ready',
      `link.${effect}/${spoke}.mirrored`,
      '--timeout=5s',
    );
    const link = JSON.parse(await onHub('get', `link.${effect}/${spoke}.mirrored`, '-o', 'json'));
    expect(link.status.observedGeneration).toBe(link.metadata.generation);
    expect(link.status).not.toHaveProperty('message');
  });

  it('lets go what a network has no more, and tells networks of two projects apart', async () => {
    await show('mirrored', observation(20, 'Up'), 'warehouse');
    expect((await table('network')).map(({ NAME }) => NAME)).toEqual([
      'mirrored',
      'mirrored.warehouse',
    ]);
    const { members, ...rest20 } = observation(21, 'Up');
    await show('mirrored', { ...rest20, members: [members[0]], services: [] }, 'warehouse');
    const names = async (kind: string) => (await table(kind)).map(({ NAME }) => NAME);
    expect(await names(`links.${effect}`)).toEqual([`${spoke}.mirrored`]);
    expect(await names(`clusters.${effect}`)).toEqual([
      `${hub}.mirrored`,
      `${hub}.mirrored.warehouse`,
      `${spoke}.mirrored`,
    ]);
    const observed = async ({ project }: { project: string }) => project === 'edge-shop';
    await mirror.sweep(observed, never);
    expect(await names('network')).toHaveLength(2);
    await mirror.sweep(observed, never);
    expect(await names('network')).toEqual(['mirrored']);
    expect(await names(`clusters.${effect}`)).toEqual([`${hub}.mirrored`, `${spoke}.mirrored`]);
  });

  it('shows a rollout while it is open, also of a network that nobody has looked at yet', async () => {
    const rollout: OpenRollout = {
      network: networkRef('coming'),
      ...{ rolloutId: 'r-1', operation: 'create', generation: 1, startedAt: at(23) },
    };
    const read = async (name = 'coming') =>
      JSON.parse(await onHub('get', `network/${name}`, '-o', 'json'));
    await mirror.follow([rollout], never);
    expect(await table('network')).toContainEqual({
      ...{ NAME: 'coming', PROJECT: 'edge-shop', STATE: 'Progressing', SINCE: at(23) },
      'OBSERVED AT': '',
    });
    const before = await read();
    expect(before.status.conditions).toMatchObject([
      { type: 'Reconciling', status: 'True', reason: 'Creating' },
      { type: 'Ready', status: 'Unknown', reason: 'Progressing' },
    ]);
    expect((await table(`networks.${app}`)).map(({ STATE }) => STATE)).toContain('Progressing');
    await mirror.follow([rollout], never);
    expect((await read()).metadata.resourceVersion).toBe(before.metadata.resourceVersion);

    // A reading says what it has seen, and leaves alone what is said of the rollout.
    await show('coming', observation(24, 'Up'));
    await mirror.follow([rollout], never);
    const { status } = await read();
    expect(status).toMatchObject({ state: 'Ready', observedAt: at(24) });
    expect(status).not.toHaveProperty('message');
    const conditions = Object.fromEntries(
      status.conditions.map((one: Record<string, string>) => [one.type, one.status]),
    );
    expect(conditions).toEqual({ Ready: 'True', Reconciling: 'True' });
    await onHub('wait', '--for=condition=Reconciling', 'network/coming', '--timeout=5s');

    await mirror.follow([], never);
    expect((await read()).status.conditions).toMatchObject([{ type: 'Ready', status: 'True' }]);
    expect((await read('mirrored')).status.conditions).toHaveLength(1);
    // What is being removed is not made again.
    const others = async ({ name }: { name: string }) => name !== 'coming';
    await mirror.sweep(others, never);
    await mirror.sweep(others, never);
    await mirror.follow([{ ...rollout, operation: 'delete' }], never);
    expect(await refusal('get', 'network/coming')).toMatch(/not found/);
    expect(warned).toEqual([]);
  });

  it('shows a network without members, also one that has them no more', async () => {
    const showUnapplied = (second: number, unapplied: Unapplied) => {
      const nothing = { network: networkRef('draft'), members: [], exposed: [], unapplied };
      const seen = { observedAt: at(second), members: [], services: [] };
      return mirror.show(signObservation(testSigner, nothing), seen, never);
    };
    const empty: Unapplied = { phase: 'Empty', members: [], services: [] };
    const line = { NAME: 'draft', PROJECT: 'edge-shop', STATE: 'Empty', 'OBSERVED AT': '' };
    await showUnapplied(25, empty);
    await showUnapplied(26, empty);
    expect(await table('network')).toContainEqual({ ...line, SINCE: at(25) });
    await onHub('wait', '--for=condition=Ready=False', 'network/draft', '--timeout=5s');

    await show('draft', observation(27, 'Up'));
    await showUnapplied(28, {
      phase: 'Degraded',
      members: [
        { cluster: hub, role: 'hub', state: 'Unknown' },
        { cluster: spoke, role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } },
      ],
      services: [],
    });
    expect(await table('network')).toContainEqual({ ...line, STATE: 'Degraded', SINCE: at(28) });
    const ofDraft = ['-l', 'interconnect/network=draft'];
    expect(await table(`links.${effect}`, ...ofDraft)).toMatchObject([
      { NAME: `${spoke}.draft`, PHASE: 'Unknown', STATE: 'Unknown', 'OBSERVED AT': '' },
    ]);
    expect(await table(`services.${effect}`, ...ofDraft)).toEqual([]);
    const rollout: OpenRollout = {
      network: networkRef('draft'),
      ...{ rolloutId: 'r-2', operation: 'create', generation: 1, startedAt: at(29) },
    };
    await mirror.follow([rollout], never);
    expect(await table('network')).toContainEqual({ ...line, STATE: 'Progressing', SINCE: at(29) });
    // It failed before anything was applied.
    await mirror.follow([], never);
    await showUnapplied(31, empty);
    expect(await table('network')).toContainEqual({ ...line, SINCE: at(31) });

    const others = async ({ name }: { name: string }) => name !== 'draft';
    await mirror.sweep(others, never);
    await mirror.sweep(others, never);
    expect(await table(`network,clusters.${effect}`, ...ofDraft)).toEqual([]);
    expect(warned).toEqual([]);
  });

  it('is written by nobody else, not by an administrator either', async () => {
    const told = /show what Interconnect has observed: only its worker writes them/;
    expect(await refusal('delete', 'network/mirrored')).toMatch(told);
    expect(await refusal('label', 'network/mirrored', 'a=b')).toMatch(told);
    const status = '{"status":{"phase":"Linked"}}';
    const link = `link.${effect}/${spoke}.mirrored`;
    expect(
      await refusal('patch', link, '--subresource=status', '--type=merge', '-p', status),
    ).toMatch(told);
    const rules = await onHub('get', 'clusterrole', 'view', '-o', 'yaml');
    expect(rules).toContain(effect);
  });

  it('shows nothing that the backend did not ask for', async () => {
    const input = { network: networkRef('forged'), members: [], exposed: [] };
    const seen = { observedAt: at(30), members: [], services: [] };
    await mirror.show(input, seen, never);
    await mirror.show(input, seen, never);
    expect(await refusal('get', 'network/forged')).toMatch(/not found/);
    expect(warned.filter(text => text.includes('forged'))).toEqual([
      `The mirror on ${hub}, network forged of edge-shop: This observation is not signed`,
    ]);
  });

  it("leaves somebody else's object alone, and says so", async () => {
    const manifest = join(mkdtempSync(join(tmpdir(), 'mirror-')), 'foreign.json');
    const foreign = {
      apiVersion: 'network.edge-orchestrator.intel.com/v1',
      kind: 'Network',
      metadata: { name: 'foreign' },
      spec: { project: 'theirs' },
    };
    writeFileSync(manifest, JSON.stringify(foreign));
    await onHub('delete', '-f', policies);
    // Until the API server has noticed.
    for (let round = 0; (await refusal('create', '-f', manifest)) !== 'not refused'; round++) {
      expect(round).toBeLessThan(30);
      await new Promise(resolve => setTimeout(resolve, 500));
    }
    try {
      await show('foreign', observation(40, 'Up'));
      expect(warned.at(-1)).toContain(
        'Network foreign on cluster-1 exists already and is not ours',
      );
      const found = JSON.parse(await onHub('get', 'network/foreign', '-o', 'json'));
      expect(found.spec).toEqual({ project: 'theirs' });
      expect(found).not.toHaveProperty('status');
      await mirror.sweep(async () => false, never);
      await mirror.sweep(async () => false, never);
      expect(await onHub('get', 'network', '-o', 'name')).toMatch(/\/foreign\n$/);
    } finally {
      await onHub('delete', 'network/foreign');
      await onHub('apply', '-f', policies);
    }
  });
});
