import type { Knex } from 'knex';
import { endRollout } from './endRollout';
import { FakeTemporal } from './FakeTemporal';
import { fieldsOf, networks } from './rest';
import { Answer, Api, startApi } from './startApi';

/**
 * What happens when several replicas of the backend are asked at the same time for what only one
 * network can have.
 *
 * @param createReplicas - connections to one database, one for each replica
 */
// eslint-disable-next-line jest/no-export
export function claimTests(
  createReplicas: () => Promise<{ replicas: Knex[]; remove(): Promise<void> }>,
): void {
  // Two networks, as far as nothing else is in the way.
  const config = { tenancy: { defaults: { quotas: { networks: 2 } } } };
  let temporal: FakeTemporal;
  let apis: Api[];
  let remove: () => Promise<void>;

  beforeEach(async () => {
    const fake = new FakeTemporal();
    temporal = fake;
    const created = await createReplicas();
    remove = created.remove;
    apis = [];
    for (const knex of created.replicas) {
      apis.push(await startApi({ temporal: () => fake, knex, config }));
    }
  });
  afterEach(async () => {
    await Promise.all(apis.map(api => api.stop()));
    await remove();
  });

  const allowedSources = ['127.0.0.0/8'];
  const hub = { cluster: 'cluster-1', loadBalancer: { allowedSources } };
  const pool = { loadBalancer: { allowedSources, addresses: ['127.20.0.10-127.20.0.20'] } };
  const exposed = (namespace: string) => ({
    name: 'server',
    clusters: ['cluster-1'],
    namespace,
    expose: true,
    source: { kind: 'existing', services: ['backend'] },
  });

  it.each<[string, string, (name: string) => object]>([
    ['namespace', 'namespace', () => ({ hub, namespace: 'interconnect' })],
    ['pool', 'hub.loadBalancer.addresses[0]', () => ({ hub: { ...hub, ...pool } })],
    [
      'alias',
      'applications[0].shortAddress',
      name => ({ hub, applications: [exposed(`edge-shop-${name}`)] }),
    ],
  ])('exactly one gets the %s, and can change later', async (_, field, documentOf) => {
    for (const round of [1, 2, 3, 4]) {
      await race(round, field, documentOf);
    }
  });

  /** Four ask at once; who got it changes its document and is deleted. */
  async function race(round: number, field: string, documentOf: (name: string) => object) {
    const names = ['a', 'b', 'c', 'd'].map(letter => `${letter}${round}`);
    const put = (name: string, index: number, more: object = {}, headers = {}) =>
      apis[index % apis.length].call(
        'put',
        `${networks}/${name}`,
        { type: 'application-mesh', ...documentOf(name), ...more },
        headers,
      );
    const answers = await Promise.all(names.map((name, index) => put(name, index)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    answers.filter(refused).forEach(answer => expect(fieldsOf(answer)).toEqual([field]));

    const won = answers.findIndex(answer => !refused(answer));
    const name = names[won];
    await endRollout(apis[0].rollouts, answers[won].body.rollout.id);
    temporal.running.clear();
    const more = { spokes: [{ cluster: 'cluster-2' }] };
    const changed = await put(name, won + 1, more, { 'if-match': '"1"' });
    expect([changed.status, changed.body.generation]).toEqual([200, 2]);
    await endRollout(apis[0].rollouts, changed.body.rollout.id);
    temporal.running.clear();

    const seen = { 'if-match': '"2"' };
    const deleted = await apis[0].call('delete', `${networks}/${name}`, undefined, seen);
    expect((await put(names[(won + 1) % 4], 0)).status).toBe(400);
    await endRollout(apis[0].rollouts, deleted.body.rollout.id);
    temporal.running.clear();
  }

  it('a project has no more networks than it may, however many ask at once', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const answers = await Promise.all(
      names.map((name, index) =>
        apis[index % apis.length].call('put', `${networks}/${name}`, {
          type: 'application-mesh',
          ...(index < 2 && { hub }),
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 400, 400]);
    answers.filter(refused).forEach(answer => expect(fieldsOf(answer)).toEqual(['name']));
  });

  it('a network keeps what it would go back to for as long as its rollout is open', async () => {
    const call = (name: string, document: object, headers = {}) =>
      apis[0].call(
        'put',
        `${networks}/${name}`,
        { type: 'application-mesh', ...document },
        headers,
      );
    const first = await call('first', { hub: { ...hub, ...pool } });
    await endRollout(apis[0].rollouts, first.body.rollout.id);
    temporal.running.clear();
    const elsewhere = { loadBalancer: { allowedSources, addresses: ['127.20.0.30-127.20.0.40'] } };
    const seen = { 'if-match': '"1"' };
    const second = await call('first', { hub: { ...hub, ...elsewhere } }, seen);
    expect(second.status).toBe(200);
    expect((await call('second', { hub: { ...hub, ...pool } })).status).toBe(400);
    expect((await call('second', { hub: { ...hub, ...elsewhere } })).status).toBe(400);
    await endRollout(apis[0].rollouts, second.body.rollout.id);
    expect((await call('second', { hub: { ...hub, ...elsewhere } })).status).toBe(400);
    expect((await call('second', { hub: { ...hub, ...pool } })).status).toBe(200);
  });
}

function refused({ status }: Answer): boolean {
  return status !== 200;
}
