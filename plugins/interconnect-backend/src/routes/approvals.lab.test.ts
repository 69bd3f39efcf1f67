import { createServiceFactory } from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { MockActivities, testEncryption, TestWorker } from '@interconnect/workflows/testing';
import { Api, startApi } from '../__testUtils__/startApi';
import { as, userInfoOf } from '../__testUtils__/users';

jest.setTimeout(120_000);

const team = 'group:default/platform-team';
const shop = {
  type: 'application-mesh',
  hub: { cluster: 'cluster-1', loadBalancer: { allowedSources: ['127.0.0.0/8'] } },
  spokes: [{ cluster: 'cluster-2' }],
};
const wider = { ...shop, spokes: [...shop.spokes, { cluster: 'cluster-3' }] };

/**
 * The REST API on a real Temporal server with the real workflow; only the activities and the users
 * are stand-ins.
 */
describe('approvals through the REST API', () => {
  let worker: TestWorker;
  let api: Api;
  let path: string;
  let activities: MockActivities;
  const send = jest.fn();

  beforeAll(async () => {
    const address = process.env.TEMPORAL_ADDRESS;
    if (!address) {
      throw new Error('TEMPORAL_ADDRESS is not set: run this test by `npm test`');
    }
    worker = await TestWorker.connect(address);
  });
  afterAll(() => worker?.close());

  let count = 0;
  async function start(expiresAfter: object = { minutes: 5 }) {
    api = await startApi({
      features: [
        userInfoOf({ guest: [team], anna: [team] }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send }),
        }),
      ],
      config: {
        temporal: {
          address: process.env.TEMPORAL_ADDRESS!,
          taskQueue: worker.taskQueue,
          encryption: testEncryption,
        },
        clusters: [{ name: 'cluster-2', labels: { environment: 'production' } }],
        approval: {
          clusterLabels: { environment: 'production' },
          approvers: [team],
          expiresAfter: expiresAfter as { minutes: number },
        },
      },
    });
    path = `/v1/projects/edge-shop/networks/a${Date.now().toString(36)}${count++}`;
  }
  beforeEach(() => {
    activities = new MockActivities();
    send.mockReset().mockResolvedValue(undefined);
  });
  afterEach(() => api.stop());

  async function until(id: string, wanted: (rollout: Rollout) => boolean): Promise<Rollout> {
    for (const end = Date.now() + 30_000; ;) {
      const { body } = await api.call('get', `${path}/rollouts/${id}`);
      if (wanted(body)) {
        return body;
      }
      if (Date.now() > end) {
        throw new Error(`It did not get there: ${JSON.stringify(body, null, 2)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  async function ask(document: object): Promise<string> {
    const isThere = (await api.call('get', path)).status === 200;
    const { status, body } = await api.call(
      'put',
      path,
      document,
      isThere ? { 'if-match': '*' } : {},
    );
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { rollout: { state: 'AwaitingApproval' } },
    });
    return body.rollout.id;
  }
  const decide = async (id: string, verb: string, user: string, reason = 'because') => {
    const { planDigest } = (await api.call('get', `${path}/rollouts/${id}`)).body;
    const headers = { ...as(user), 'interconnect-plan-digest': planDigest };
    return (await api.call('post', `${path}/rollouts/${id}/${verb}`, { reason }, headers)).status;
  };
  const ended = (id: string) => until(id, ({ endedAt }) => endedAt !== undefined);
  const titles = () =>
    send.mock.calls.map(([{ payload }]) => payload.title.replace(/^.*: it/, 'It'));

  it('does nothing before somebody else has approved it; a rejected change leaves all as it was', async () => {
    await start();
    await worker.during(activities, async () => {
      const first = await ask(shop);
      expect(await decide(first, 'approve', 'guest')).toBe(403);
      expect(await decide(first, 'approve', 'mallory')).toBe(403);
      expect(activities.ids).toEqual([]);
      expect(await decide(first, 'approve', 'anna')).toBe(200);
      expect(await ended(first)).toMatchObject({
        state: 'Succeeded',
        approval: { decision: { outcome: 'approved', by: 'user:default/anna', reason: 'because' } },
      });
      expect(await decide(first, 'reject', 'anna')).toBe(409);
      const before = (await api.call('get', path)).body;
      const done = activities.ids.length;

      const second = await ask(wider);
      expect((await api.call('get', path)).body.spec).toEqual(wider);
      const busy = await api.call('put', path, shop, { 'if-match': '*' });
      expect([busy.status, busy.body.error.rollout]).toMatchObject([
        409,
        { id: second, state: 'AwaitingApproval' },
      ]);
      expect(await decide(second, 'reject', 'anna', 'not now')).toBe(200);
      expect(await ended(second)).toMatchObject({
        state: 'Canceled',
        message: 'rejected by user:default/anna: not now',
        approval: { decision: { outcome: 'rejected', by: 'user:default/anna', reason: 'not now' } },
      });
      expect(activities.ids).toHaveLength(done);
      const after = (await api.call('get', path)).body;
      expect(after.spec).toEqual(before.spec);
      expect(after.generation).toBe(before.generation + 2);
    });
    const audit = (await api.call('get', `${path}/audit`)).body;
    const checked = await api.call('get', '/v1/projects/edge-shop/audit/verification');
    expect(checked.body.problems).toEqual([]);
    expect(
      audit
        // What the history tells comes a moment later than what requests tell.
        .filter(({ actor, action }: any) => actor !== 'system' && action !== 'rollout.started')
        .map(({ actor, action, outcome }: any) => `${actor.split('/')[1]} ${action} ${outcome}`),
    ).toEqual([
      'guest network.create accepted',
      'guest rollout.approve refused',
      'mallory rollout.approve refused',
      'anna rollout.approve accepted',
      'anna rollout.reject refused',
      'guest network.update accepted',
      'guest network.put refused',
      'anna rollout.reject accepted',
    ]);
    const name = path.split('/').at(-1);
    expect(titles()).toEqual([
      'It waits for your approval',
      `Your request for network ${name} of edge-shop was approved by anna`,
      'It waits for your approval',
      `Your request for network ${name} of edge-shop was rejected by anna`,
    ]);
    expect(send.mock.calls[0][0]).toMatchObject({
      recipients: { entityRef: [team], excludeEntityRef: 'user:default/guest' },
      payload: {
        link: expect.stringMatching(/^\/interconnect\/networks\/edge-shop\/.*\/rollouts\//),
      },
    });
  });

  it('leaves nothing of a new network that nobody approved in time, or that was withdrawn', async () => {
    await start({ seconds: 3 });
    await worker.during(activities, async () => {
      const expired = await ask(shop);
      expect(await ended(expired)).toMatchObject({
        state: 'Canceled',
        approval: { decision: { outcome: 'expired' } },
      });
      expect((await api.call('get', path)).status).toBe(404);
      expect(titles().at(-1)).toMatch(/has expired: nobody approved it in time$/);
      const withdrawn = await ask(shop);
      expect((await api.call('post', `${path}/rollouts/${withdrawn}/cancel`)).status).toBe(200);
      expect((await ended(withdrawn)).approval).not.toHaveProperty('decision');
      expect((await api.call('get', path)).status).toBe(404);
    });
    expect(activities.ids).toEqual([]);
    const audit = (await api.call('get', `${path}/audit`)).body;
    expect(audit.map(({ action }: any) => action)).toEqual([
      'network.create',
      'rollout.started',
      'rollout.expired',
      'rollout.canceled',
      'network.create',
      'rollout.started',
      'rollout.cancel',
      'rollout.canceled',
    ]);
  });

  it('goes on without anybody being told when notifications do not work', async () => {
    send.mockRejectedValue(new Error('Request failed with status 404'));
    await start();
    await worker.during(activities, async () => {
      const id = await ask(shop);
      expect(await decide(id, 'approve', 'anna')).toBe(200);
      expect((await ended(id)).state).toBe('Succeeded');
    });
    expect(send).toHaveBeenCalledTimes(2);
  });
});
