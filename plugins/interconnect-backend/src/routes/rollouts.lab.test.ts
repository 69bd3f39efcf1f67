import type {
  NetworkObservation,
  Rollout,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import createKnex, { Knex } from 'knex';
import { MockActivities, testEncryption, TestWorker } from '@interconnect/workflows/testing';
import { Api, startApi } from '../__testUtils__/startApi';

jest.setTimeout(120_000);

const networks = '/v1/projects/edge-shop/networks';
const member = (cluster: string, role: 'hub' | 'spoke') => ({
  cluster,
  role,
  state: 'Ready' as const,
  observedAt: '2026-11-22T10:00:00.000Z',
  ...(role === 'spoke' && { link: { state: 'Up' as const } }),
});
const observation: NetworkObservation = {
  observedAt: '2026-11-22T10:00:00.000Z',
  members: [member('cluster-1', 'hub'), member('cluster-2', 'spoke')],
  services: [],
};
const shop = {
  type: 'application-mesh',
  hub: { cluster: 'cluster-1', loadBalancer: { allowedSources: ['127.0.0.0/8'] } },
  spokes: [{ cluster: 'cluster-2' }],
};

/** Opened by a test when an activity may go on. */
class Gate {
  open = () => {};
  readonly opened = new Promise<void>(resolve => {
    this.open = resolve;
  });
}

/**
 * The REST API on a real Temporal server with the real workflow; only the activities are stand-ins.
 */
describe('rollouts through the REST API', () => {
  let worker: TestWorker;
  let knex: Knex;
  let api: Api;
  let count = 0;
  let path: string;

  beforeAll(async () => {
    const address = process.env.TEMPORAL_ADDRESS;
    if (!address) {
      throw new Error('TEMPORAL_ADDRESS is not set: run this test by `npm test`');
    }
    worker = await TestWorker.connect(address);
  });
  afterAll(() => worker?.close());

  beforeEach(async () => {
    knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    api = await start();
    path = `${networks}/n${Date.now().toString(36)}${count++}`;
  });
  afterEach(async () => {
    await api.stop();
    await knex.destroy();
  });

  function start(address = process.env.TEMPORAL_ADDRESS!): Promise<Api> {
    const { taskQueue } = worker;
    const encryption = testEncryption;
    const temporal = { address, taskQueue, uiUrl: 'http://temporal.test', encryption };
    return startApi({ knex, config: { temporal, rollout: { blockedFor: { minutes: 5 } } } });
  }

  async function put(document: object): Promise<string> {
    const current = await api.call('get', path);
    const match: Record<string, string> =
      current.status === 200 ? { 'if-match': current.headers.etag } : {};
    const { status, body } = await api.call('put', path, document, match);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.rollout.id;
  }

  async function until(
    id: string,
    state: Rollout['state'],
    is: (rollout: Rollout) => boolean = () => true,
  ): Promise<Rollout> {
    for (const end = Date.now() + 30_000; ;) {
      const { body } = await api.call('get', `${path}/rollouts/${id}`);
      if (body.state === state && is(body)) {
        return body;
      }
      if (Date.now() > end) {
        throw new Error(`The rollout does not become ${state}: ${JSON.stringify(body, null, 2)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  const activities = () =>
    new MockActivities().on('verify/1', async () => ({ message: 'as asked for', observation }));

  it('creates, updates and deletes a network; the audit tells all of it', async () => {
    await worker.during(activities(), async () => {
      const created = await until(await put(shop), 'Succeeded');
      expect(created.steps.every(step => step.state === 'Succeeded')).toBe(true);
      expect(created.workflow.url).toContain(`http://temporal.test/namespaces/default/workflows/`);
      expect((await api.call('get', path)).body).toMatchObject({
        generation: 1,
        status: {
          phase: 'Ready',
          observedAt: observation.observedAt,
          members: observation.members,
        },
      });

      const updated = await until(
        await put({ ...shop, spokes: [...shop.spokes, { cluster: 'cluster-3' }] }),
        'Succeeded',
      );
      expect(updated.steps.map(step => step.id).sort()).toEqual([
        'deploySkupper@cluster-3',
        'linkSpoke@cluster-3',
        'verify',
      ]);
      // The third member was not observed: nobody knows.
      expect((await api.call('get', path)).body.status).toMatchObject({
        phase: 'Unknown',
        members: [{}, {}, { cluster: 'cluster-3', state: 'Unknown' }],
      });

      const { body } = await api.call('delete', path, undefined, { 'if-match': '*' });
      const deleted = await until(body.rollout.id, 'Succeeded');
      expect(deleted.steps.every(step => step.action === 'remove')).toBe(true);
    });
    expect((await api.call('get', path)).status).toBe(404);
    const audit = (await api.call('get', `${path}/audit`)).body;
    const checked = await api.call('get', '/v1/projects/edge-shop/audit/verification');
    expect(checked.body.problems).toEqual([]);
    expect(audit.filter((entry: any) => entry.action.startsWith('network.'))).toMatchObject([
      { action: 'network.create', actor: 'user:default/guest', outcome: 'accepted' },
      { action: 'network.update', outcome: 'accepted' },
      { action: 'network.delete', outcome: 'accepted' },
    ]);
    expect(audit).toContainEqual(
      expect.objectContaining({ subject: 'linkSpoke@cluster-3', outcome: 'succeeded' }),
    );
  });

  it('repairs a network: by the same document while something differs, and when asked to', async () => {
    const down = { ...member('cluster-2', 'spoke'), link: { state: 'Down' as const } };
    const observedDown = { ...observation, members: [observation.members[0], down] };
    const later = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
    let verified = 0;
    const changing = new MockActivities().on('verify/1', async () => ({
      observation: {
        ...(++verified === 1 ? observedDown : observation),
        observedAt: later(verified),
      },
    }));
    await worker.during(changing, async () => {
      const created = await until(await put(shop), 'Succeeded');
      expect((await api.call('get', path)).body.status.phase).toBe('Degraded');
      const everything = created.steps.map(({ id }) => id);

      const again = await until(await put(shop), 'Succeeded');
      expect(again.operation).toBe('repair');
      expect(again.steps.map(({ id, state }) => [id, state])).toEqual(
        everything.map(id => [id, 'Succeeded']),
      );
      const { body } = await api.call('get', path);
      expect(body).toMatchObject({ generation: 1, status: { phase: 'Ready' } });
      expect((await api.call('put', path, shop)).body.rollout).toBeUndefined();

      const asked = await api.call('post', `${path}/repair`);
      const repaired = await until(asked.body.rollout.id, 'Succeeded');
      expect(repaired.steps.map(({ id }) => id)).toEqual(everything);
      expect(repaired.steps[0].summary).toMatch(/ \(repair\)$/);
    });
    expect(changing.ids.filter(id => id === 'linkSpoke@cluster-2/1')).toHaveLength(3);
    const audit = (await api.call('get', `${path}/audit`)).body;
    const checked = await api.call('get', '/v1/projects/edge-shop/audit/verification');
    expect(checked.body.problems).toEqual([]);
    expect(
      audit
        .filter(({ action }: { action: string }) => action.startsWith('network.'))
        .map(({ action }: { action: string }) => action),
    ).toEqual(['network.create', 'network.repair', 'network.repair']);
  });

  it('waits for a person when a step fails: retry, and rollback to nothing', async () => {
    let broken = true;
    const failing = activities().on('deploySkupper@cluster-2/1', async () => {
      throw ApplicationFailure.nonRetryable('cluster-2: forbidden', 'Forbidden');
    });
    failing.on('deploySkupper@cluster-2/2', async () => {
      if (broken) {
        throw ApplicationFailure.nonRetryable('cluster-2: still forbidden', 'Forbidden');
      }
      return {};
    });
    await worker.during(failing, async () => {
      const id = await put(shop);
      const blocked = await until(id, 'Blocked');
      expect(blocked.steps.find(step => step.id === 'deploySkupper@cluster-2')).toMatchObject({
        state: 'Failed',
        error: expect.stringContaining('cluster-2: forbidden'),
      });
      expect((await api.call('get', path)).body.status.phase).toBe('NeedsAttention');
      const refused = await api.call('put', path, { ...shop, spokes: [] }, { 'if-match': '"1"' });
      expect([refused.status, refused.body.error.rollout]).toMatchObject([
        409,
        { id, state: 'Blocked' },
      ]);
      const wrong = await api.call('post', `${path}/rollouts/${id}/resume`);
      expect(wrong.status).toBe(409);

      const retried = await api.call('post', `${path}/rollouts/${id}/retry`, { reason: 'again' });
      expect(retried.status).toBe(200);
      await until(id, 'Blocked', ({ steps }) => {
        const again = steps.find(step => step.id === 'deploySkupper@cluster-2');
        return again?.attempt === 2 && again.error?.includes('still forbidden') === true;
      });
      broken = false;
      const cancel = await api.call('post', `${path}/rollouts/${id}/cancel`, { rollback: true });
      expect(cancel.status).toBe(200);
      const undone = await until(id, 'RolledBack');
      expect(undone.steps.find(step => step.id === 'createNetwork@cluster-1')?.state).toBe(
        'Undone',
      );
    });
    expect((await api.call('get', path)).status).toBe(404);
    const audit = (await api.call('get', `${path}/audit`)).body;
    const checked = await api.call('get', '/v1/projects/edge-shop/audit/verification');
    expect(checked.body.problems).toEqual([]);
    expect(audit.map((entry: any) => entry.action)).toEqual(
      expect.arrayContaining(['rollout.retry', 'rollout.rollback']),
    );
  });

  it('says of a running step what it waits for, and of a step that is tried again why', async () => {
    const skupper = 'deploySkupper@cluster-2';
    const speak = new Gate();
    const end = new Gate();
    const words = 'waiting for Site interconnect-shop/hub to be Ready: Pending';
    const waiting = activities().on(`${skupper}/1`, async () => {
      const { info } = Context.current();
      if (info.attempt === 1) {
        Context.current().heartbeat('words of the first attempt');
        throw new Error('cluster-2 does not answer');
      }
      await speak.opened;
      const heartbeats = setInterval(() => Context.current().heartbeat(words), 100);
      await end.opened;
      clearInterval(heartbeats);
      return { message: 'Site is Ready' };
    });
    await worker.during(waiting, async () => {
      const id = await put(shop);
      const stepWhen = async (wanted: (step: RolloutStep) => boolean) => {
        for (const limit = Date.now() + 60_000; ;) {
          const { body } = await api.call('get', `${path}/rollouts/${id}`);
          const step: RolloutStep = body.steps.find((each: any) => each.id === skupper);
          if (wanted(step)) return step;
          if (Date.now() > limit) throw new Error(`not in time: ${JSON.stringify(step)}`);
          await new Promise(resolve => setTimeout(resolve, 100));
        }
      };
      const error = 'cluster-2 does not answer';
      while (waiting.ids.filter(each => each === `${skupper}/1`).length < 2) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      const silent = await stepWhen(({ attempt }) => attempt === 2);
      expect(silent).toMatchObject({ state: 'Running', error });
      expect(silent).not.toHaveProperty('message');
      speak.open();
      const speaking = await stepWhen(({ message }) => message !== undefined);
      expect(speaking).toMatchObject({ state: 'Running', attempt: 2, message: words, error });
      end.open();
      const ended = await until(id, 'Succeeded');
      const step = ended.steps.find(each => each.id === skupper);
      expect(step).toMatchObject({ state: 'Succeeded', attempt: 2, message: 'Site is Ready' });
      expect(step).not.toHaveProperty('error');
    });
  });

  it('goes on while the backend is down, which learns everything afterwards', async () => {
    const held = activities();
    const { release } = held.holds('deploySkupper@cluster-2/1');
    await worker.during(held, async () => {
      const id = await put(shop);
      while (!held.ids.includes('deploySkupper@cluster-2/1')) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      const before = (await api.call('get', `${path}/rollouts/${id}`)).body;
      expect(before.state).toBe('Running');
      await api.stop();
      release();
      await new Promise(resolve => setTimeout(resolve, 1_500));
      api = await start();
      const after = await until(id, 'Succeeded');
      const audit = (await api.call('get', `${path}/audit`)).body;
      for (const step of after.steps) {
        const outcomes = audit.filter((entry: any) => entry.subject === step.id);
        expect(outcomes.map((entry: any) => entry.outcome)).toEqual(['started', 'succeeded']);
      }
    });
  });

  it('answers 503 while Temporal is down, and takes the request when it is back', async () => {
    await api.stop();
    api = await start('127.0.0.1:9');
    const refused = await api.call('put', path, shop);
    expect(refused.status).toBe(503);
    expect(refused.body.error.message).toMatch(/127\.0\.0\.1:9.*can be repeated/);
    expect((await api.call('get', path)).status).toBe(404);
    expect((await api.call('get', '/v1/clusters')).status).toBe(200);
    await api.stop();
    api = await start();
    await worker.during(activities(), async () => {
      await until(await put(shop), 'Succeeded');
    });
  });
});
