import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, rollOut, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const eu = { region: 'eu' };
const path = `${networks}/shop`;
const ifAny = { 'if-match': '*' };
const following = { ...shop, spokes: [{ selector: eu, follow: true }] };

jest.setTimeout(30_000);

describe('a network that follows its selector', () => {
  let scheduler: SchedulerService;
  let api: Api;
  let temporal: FakeTemporal;
  /** Of the configuration, which changes while the backend runs. */
  let clusters: { name: string; labels: object; projects?: string[] }[];

  async function begin(more: object = {}) {
    clusters = [
      { name: 'cluster-2', labels: { ...eu } },
      { name: 'cluster-3', labels: {} },
      { name: 'cluster-4', labels: {} },
    ];
    scheduler = mockServices.scheduler();
    temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      features: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
      config: { clusters, ...more },
    });
  }
  afterEach(() => api.stop());

  const label = (name: string, labels: object = eu) => {
    clusters.find(one => one.name === name)!.labels = labels;
  };
  const follow = () => scheduler.triggerTask('interconnect-follow-selectors');
  const network = async () => (await api.call('get', path)).body;
  const rollouts = async () => (await api.call('get', `${path}/rollouts`)).body;
  const audit = async () => (await api.call('get', `${path}/audit`)).body;
  const membersOf = async () =>
    (await network()).status.members.map(({ cluster }: { cluster: string }) => cluster);
  async function end(state: 'Succeeded' | 'Canceled') {
    const { rollout } = await network();
    temporal.running.clear();
    await endRollout(api.rollouts, rollout.id, state);
  }

  it('is updated in the name of who asked for it, once, and marked so', async () => {
    await begin();
    await rollOut(api, temporal, 'shop', following);
    await follow();
    expect((await network()).rollout).toBeUndefined();
    label('cluster-3');
    await follow();
    const { rollout, generation } = await network();
    expect([rollout.state, generation]).toEqual(['Running', 2]);
    const started = (await api.call('get', `${path}/rollouts/${rollout.id}`)).body;
    expect(started).toMatchObject({
      operation: 'update',
      requestedBy: 'user:default/guest',
      followed: true,
    });
    expect([...temporal.running.values()][0]).toMatchObject({ followed: true });
    // While it is open, nothing more is asked for.
    label('cluster-4');
    await follow();
    expect(await rollouts()).toHaveLength(2);
    await end('Succeeded');
    await follow();
    await end('Succeeded');
    expect(await membersOf()).toEqual(['cluster-1', 'cluster-2', 'cluster-3', 'cluster-4']);
    await follow();
    expect(await rollouts()).toHaveLength(3);
    expect((await network()).spec).toEqual(following);
  });

  it('lets a cluster go that loses the label, and one that is not configured any more', async () => {
    await begin();
    label('cluster-3');
    label('cluster-4');
    await rollOut(api, temporal, 'shop', following);
    label('cluster-3', {});
    await follow();
    await end('Succeeded');
    expect(await membersOf()).toEqual(['cluster-1', 'cluster-2', 'cluster-4']);

    const file = join(api.root, '..', 'kubeconfig.json');
    const kubeconfig = JSON.parse(readFileSync(file, 'utf8'));
    kubeconfig.contexts = kubeconfig.contexts.filter(({ name }: any) => name !== 'cluster-4');
    writeFileSync(file, JSON.stringify(kubeconfig));
    await follow();
    expect((await audit()).at(-1)).toMatchObject({
      action: 'network.update',
      message: 'generation 3, nothing to roll out; followed the selector',
    });
    const { left } = await network();
    expect(left.map(({ cluster }: { cluster: string }) => cluster)).toEqual(['cluster-4']);
    expect(await membersOf()).toEqual(['cluster-1', 'cluster-2']);
  });

  it('keeps a member that is not usable, and says so', async () => {
    await begin();
    label('cluster-3');
    await rollOut(api, temporal, 'shop', following);
    const file = join(api.root, '..', 'kubeconfig.json');
    const kubeconfig = JSON.parse(readFileSync(file, 'utf8'));
    delete kubeconfig.contexts.find(({ name }: any) => name === 'cluster-3').context.user;
    writeFileSync(file, JSON.stringify(kubeconfig));
    await follow();
    expect(await rollouts()).toHaveLength(1);
    expect((await audit()).at(-1).message).toMatch(/^spokes: member 'cluster-3' is not usable: /);
  });

  it('keeps a member that an application names, and says so', async () => {
    await begin();
    label('cluster-3');
    const applications = [
      {
        name: 'web',
        clusters: ['cluster-3'],
        namespace: 'web',
        source: { kind: 'existing' as const, services: ['web'] },
      },
    ];
    await rollOut(api, temporal, 'shop', { ...following, applications });
    label('cluster-3', {});
    await follow();
    expect(await rollouts()).toHaveLength(1);
    expect((await audit()).at(-1).message).toMatch(
      /^applications\[0\]\.clusters\[0\]: 'cluster-3' is not a member of the network/,
    );
  });

  it('does not follow without being told to', async () => {
    await begin();
    const mixed = [{ selector: eu }, { selector: { tier: 'store' }, follow: true }];
    label('cluster-3', { tier: 'store' });
    await rollOut(api, temporal, 'shop', { ...shop, spokes: mixed });
    label('cluster-4');
    await follow();
    expect(await rollouts()).toHaveLength(1);
    label('cluster-4', { ...eu, tier: 'store' });
    label('cluster-2', {});
    await follow();
    expect(await membersOf()).toEqual(['cluster-1', 'cluster-2', 'cluster-3', 'cluster-4']);
  });

  it('waits for the approval that is due, and is not asked for again when it is rejected', async () => {
    const approval = {
      clusterLabels: { guarded: 'yes' },
      approvers: ['group:default/platform-team'],
    };
    await begin({ approval });
    await rollOut(api, temporal, 'shop', following);
    label('cluster-3', { ...eu, guarded: 'yes' });
    await follow();
    expect((await network()).rollout.state).toBe('AwaitingApproval');
    await end('Canceled');
    expect(await membersOf()).toEqual(['cluster-1', 'cluster-2']);
    await follow();
    expect(await rollouts()).toHaveLength(2);
    // Something else is chosen: asked for again.
    label('cluster-4');
    await follow();
    expect(await rollouts()).toHaveLength(3);
  });

  it('keeps to the limits of now: what is refused stands in the audit, once', async () => {
    await begin({ tenancy: { projects: [{ project: '*', quotas: { members: 2 } }] } });
    await rollOut(api, temporal, 'shop', following);
    label('cluster-3');
    await follow();
    await follow();
    expect(await rollouts()).toHaveLength(1);
    const refused = (await audit()).filter(({ action }: any) => action === 'network.follow');
    expect(refused).toEqual([
      expect.objectContaining({
        actor: 'user:default/guest',
        outcome: 'refused',
        message: expect.stringMatching(
          /^spokes: project 'edge-shop' would have 3 members .*; followed the selector$/,
        ),
      }),
    ]);
    // Gone, and there again: another change.
    label('cluster-3', {});
    await follow();
    label('cluster-3');
    await follow();
    expect((await audit()).filter(({ action }: any) => action === 'network.follow')).toHaveLength(
      2,
    );
  });

  it('is never left without spokes, and never takes clusters of other projects', async () => {
    await begin();
    await rollOut(api, temporal, 'shop', following);
    clusters[1].projects = ['warehouse'];
    label('cluster-3');
    await follow();
    expect(await rollouts()).toHaveLength(1);
    label('cluster-2', {});
    await follow();
    expect(await membersOf()).toEqual(['cluster-1', 'cluster-2']);
    expect((await audit()).at(-1).message).toMatch(/^spokes\[0\].selector: no cluster/);
  });

  it('is asked for again when Temporal did not answer', async () => {
    await begin();
    await rollOut(api, temporal, 'shop', following);
    label('cluster-3');
    temporal.mode = 'down';
    await follow();
    expect((await network()).rollout).toBeUndefined();
    temporal.mode = 'up';
    await follow();
    expect((await network()).rollout.state).toBe('Running');
  });

  it('does not follow what somebody has just put otherwise', async () => {
    await begin();
    await rollOut(api, temporal, 'shop', following);
    label('cluster-3');
    const named = { ...shop, spokes: [{ cluster: 'cluster-2' }] };
    expect((await api.call('put', path, named, ifAny)).status).toBe(200);
    await follow();
    expect(await rollouts()).toHaveLength(1);
  });
});
