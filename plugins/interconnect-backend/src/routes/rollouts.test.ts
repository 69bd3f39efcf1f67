import { applyStep, PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import { networkEffects } from '../projection/foldEnd';
import type { RolloutFold } from '../projection/RolloutFold';
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

describe('the plan of a rollback', () => {
  let api: Api;

  beforeEach(async () => {
    api = await startApi({ temporal: () => new FakeTemporal() });
  });
  afterEach(() => api.stop());

  async function start(): Promise<string> {
    return (await api.call('put', `${networks}/shop`, shop)).body.rollout.id;
  }
  const rollbackPlan = (id: string) =>
    api.call('get', `${networks}/shop/rollouts/${id}/rollback-plan`);

  /** What the projection saves of a rollout that goes on. */
  async function tell(id: string, change: (fold: RolloutFold) => Partial<RolloutFold>) {
    const { fold } = (await api.rollouts.load(id))!;
    const runId = `run-of-${id}`;
    const position = { runId, eventId: fold.position.eventId + 1 };
    const told = { ...fold, runs: [runId], position, ...change(fold) };
    const saved = await api.rollouts.save({
      ...{ rolloutId: id, expected: fold.position, audit: [] },
      fold: told,
      network: networkEffects(told),
    });
    expect(saved).toBe(true);
  }

  it('takes back what was started, and nothing else', async () => {
    const id = await start();
    const nothing = await rollbackPlan(id);
    expect([nothing.status, nothing.body.steps]).toEqual([200, []]);

    const begun = 'deployLoadBalancer@cluster-1';
    await tell(id, ({ applied, plan }) => ({
      applied: plan
        .filter(step => ['createNetwork@cluster-1', begun].includes(step.id))
        .reduce((known, step) => applyStep(known, step), applied),
    }));
    const { body } = await rollbackPlan(id);
    expect(body.steps.map(({ id: step, action }: PlanStep) => [step, action])).toEqual([
      [begun, 'remove'],
      ['createNetwork@cluster-1', 'remove'],
    ]);
    expect(body.steps[0].summary).toMatch(/load balancer/);
  });

  it('is the plan that the worker made, as soon as there is one', async () => {
    const id = await start();
    await tell(id, ({ plan }) => ({
      rollback: { by: 'user:default/guest', plan: plan.slice(0, 1) },
      left: [{ cluster: 'cluster-9', objects: ['namespace interconnect-shop'] }],
    }));
    await endRollout(api.rollouts, id, 'RolledBack');
    const { status, body } = await rollbackPlan(id);
    expect(status).toBe(200);
    expect(body.steps).toHaveLength(1);
    expect(body.left).toEqual([{ cluster: 'cluster-9', objects: ['namespace interconnect-shop'] }]);
  });

  it('is refused when the rollout has ended, or is none', async () => {
    const id = await start();
    await endRollout(api.rollouts, id);
    const { status, body } = await rollbackPlan(id);
    expect([status, body.error.message]).toEqual([
      409,
      `Rollout ${id} has ended (Succeeded): it cannot be rolled back`,
    ]);
    expect((await rollbackPlan('x')).status).toBe(404);
  });
});
