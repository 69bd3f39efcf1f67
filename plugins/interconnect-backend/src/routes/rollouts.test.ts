import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

describe('commands', () => {
  let api: Api;
  let temporal: FakeTemporal;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
  });
  afterEach(() => api.stop());

  async function start(): Promise<string> {
    const { body } = await api.call('put', `${networks}/shop`, shop);
    return `${networks}/shop/rollouts/${body.rollout.id}`;
  }

  it('reach the workflow that the rollout is', async () => {
    const rollout = await start();
    const id = rollout.split('/').at(-1);
    await api.call('post', `${rollout}/pause`);
    await api.call('post', `${rollout}/retry`, {
      steps: ['linkSpoke@cluster-2'],
      reason: 'again',
    });
    await api.call('post', `${rollout}/cancel`, { rollback: true });
    const { status, body } = await api.call('post', `${rollout}/cancel`, { reason: 'enough' });
    expect([status, body.id]).toEqual([200, id]);
    const by = 'user:default/guest';
    expect(temporal.commands.map(({ name, command }) => [name, command])).toEqual([
      ['pause', { by }],
      ['retry', { by, steps: ['linkSpoke@cluster-2'], reason: 'again' }],
      ['rollback', { by }],
      ['cancel', { by, reason: 'enough' }],
    ]);
    const { planDigest } = temporal.running.get('interconnect.edge-shop.shop')!;
    expect(temporal.commands[0].execution).toEqual({
      id,
      planDigest,
      workflowId: 'interconnect.edge-shop.shop',
      firstRunId: `run-of-${id}`,
    });
  });

  it('are refused when they do not fit', async () => {
    const rollout = await start();
    const wrong = await api.call('post', `${rollout}/pause`, { steps: ['x'], why: 1, reason: 5 });
    expect(wrong.status).toBe(400);
    expect(fieldsOf(wrong).sort()).toEqual(['reason', 'steps', 'why']);
    const unknown = await api.call('post', `${rollout}/skip`, { steps: ['linkSpoke@x'] });
    expect(unknown.body.error.message).toMatch(/no step linkSpoke@x.*linkSpoke@cluster-2/);

    temporal.conflict = 'nothing has failed';
    const conflict = await api.call('post', `${rollout}/retry`);
    expect([conflict.status, conflict.body.error.message]).toEqual([409, 'nothing has failed']);

    temporal.running.clear();
    await endRollout(api.rollouts, rollout.split('/').at(-1)!);
    const late = await api.call('post', `${rollout}/cancel`);
    expect(late.status).toBe(409);
    expect(late.body.error.message).toMatch(/has ended \(Succeeded\)/);
    expect((await api.call('post', `${networks}/shop/rollouts/x/cancel`)).status).toBe(404);
    expect((await api.call('get', `${networks}/shop/rollouts/x`)).status).toBe(404);
  });
});
