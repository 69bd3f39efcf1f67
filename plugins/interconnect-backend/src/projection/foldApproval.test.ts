import { approvalFor, inputFor, shop } from '@interconnect/workflows/testing';
import { foldAll } from './fold';
import { initialFold } from './foldStarted';
import { RolloutReader } from './RolloutReader';
import { networkEffects } from './foldEnd';
import { HistoryWriter } from './__testUtils__/HistoryWriter';
import { HistoryGoneError } from '../temporal/errors';
import { InMemoryProjectionStore } from './__testUtils__/InMemoryProjectionStore';

const anna = 'user:default/anna';
const input = inputFor(shop(), { approval: approvalFor() });
const waiting = () => new HistoryWriter(input);
const folded = (history: HistoryWriter) => {
  const { fold, audit } = foldAll(undefined, 'run-1', history.events);
  return { fold: fold!, audit };
};
const told = (history: HistoryWriter) =>
  folded(history).audit.map(({ actor, action, outcome, message }) => [
    actor,
    action,
    outcome,
    message,
  ]);
const timeOf = (history: HistoryWriter, type: string) =>
  history.events.find(event => event.type === type)?.time;

describe('the fold of a rollout that needs an approval', () => {
  it('waits before anybody has read it, and until somebody decides', () => {
    const approval = {
      reasons: ['cluster-1 has the label environment: production'],
      approvers: ['group:default/platform-team'],
      selfApproval: false,
      expiresAt: '2026-11-22T11:00:00.000Z',
    };
    const reserved = initialFold(input, '2026-11-22T10:00:00.000Z');
    expect(reserved).toMatchObject({ state: 'AwaitingApproval', approval });
    const history = waiting().task();
    expect(folded(history).fold).toMatchObject({ state: 'AwaitingApproval', approval });
    expect(told(history)).toEqual([
      [
        'user:default/guest',
        'rollout.started',
        'started',
        'create: 14 steps; needs an approval: cluster-1 has the label environment: production',
      ],
    ]);
  });

  it('tells who approved it, and goes on', () => {
    const history = waiting().update('approve', { reason: 'announced' });
    const { fold } = folded(history);
    expect(fold.state).toBe('Running');
    expect(fold.approval?.decision).toEqual({
      outcome: 'approved',
      by: anna,
      reason: 'announced',
      time: timeOf(history, 'UpdateCompleted'),
    });
    expect(told(history).at(-1)).toEqual([anna, 'rollout.approve', 'accepted', 'announced']);
    history
      .schedule('createNetwork@cluster-1/1')
      .update('cancel')
      .cancel('createNetwork@cluster-1/1');
    history.end({ state: 'Canceled', failed: [] });
    // Something was started: the document stays.
    expect(networkEffects(folded(history).fold).document).toBeUndefined();
  });

  it('ends without anything done when it is rejected', () => {
    const history = waiting().update('reject', { reason: 'not before Christmas' });
    expect(folded(history).fold.state).toBe('AwaitingApproval');
    history.end({ state: 'Canceled', failed: [], notApproved: 'rejected' });
    const { fold } = folded(history);
    expect(fold).toMatchObject({
      state: 'Canceled',
      message: `rejected by ${anna}: not before Christmas`,
      approval: { decision: { outcome: 'rejected', by: anna, reason: 'not before Christmas' } },
    });
    expect(networkEffects(fold)).toEqual({ applied: {}, document: { to: 'replaced' } });
    expect(told(history).slice(1)).toEqual([
      [anna, 'rollout.reject', 'accepted', 'not before Christmas'],
      ['system', 'rollout.canceled', 'canceled', `rejected by ${anna}: not before Christmas`],
    ]);
  });

  it('ends when nobody decided in time', () => {
    const history = waiting().end({ state: 'Canceled', failed: [], notApproved: 'expired' });
    const { fold } = folded(history);
    expect(fold).toMatchObject({ state: 'Canceled', message: 'nobody approved it in time' });
    expect(fold.approval?.decision).toEqual({
      outcome: 'expired',
      time: timeOf(history, 'Completed'),
    });
    expect(told(history).slice(1)).toEqual([
      [
        'system',
        'rollout.expired',
        'canceled',
        'the approval was awaited until 2026-11-22T11:00:00.000Z',
      ],
      ['system', 'rollout.canceled', 'canceled', 'nobody approved it in time'],
    ]);
  });

  it('has no decision when it was withdrawn', () => {
    const history = waiting().update('cancel');
    history.end({ state: 'Canceled', failed: [], notApproved: 'canceled' });
    const { fold } = folded(history);
    expect(fold).toMatchObject({ state: 'Canceled', message: 'canceled before it was approved' });
    expect(fold.approval).not.toHaveProperty('decision');
    expect(networkEffects(fold).document).toEqual({ to: 'replaced' });
  });

  it.each(['Canceled', 'Terminated'] as const)(
    'ends as Canceled when it was %s in Temporal',
    how => {
      const history = waiting();
      if (how === 'Canceled') {
        history.add({ type: 'CancelRequested', identity: 'ops' }).task().add({ type: 'Canceled' });
      } else {
        history.add({ type: 'Terminated', identity: 'ops' });
      }
      const { fold } = folded(history);
      expect(fold.state).toBe('Canceled');
      expect(fold).not.toHaveProperty('rollback');
      expect(networkEffects(fold).document).toEqual({ to: 'replaced' });
    },
  );

  it('does not take a refused decision for one', () => {
    const history = waiting().update('approve', {}, 'it has been rejected');
    expect(folded(history).fold).toMatchObject({ state: 'AwaitingApproval' });
    expect(folded(history).fold.approval).not.toHaveProperty('decision');
  });
});

describe('a rollout that Temporal has forgotten', () => {
  async function forgotten(history: HistoryWriter, more: { approvalGiven?: true } = {}) {
    const store = new InMemoryProjectionStore();
    const { fold } = folded(history);
    const id = fold.rolloutId;
    const { project, network } = fold;
    const requestedAt = '2026-11-22T09:00:00.000Z';
    const rollout = { id, project, network, workflowId: id, runId: 'run-1', requestedAt, ...more };
    store.add(rollout, fold);
    const histories = {
      historyPage: () => Promise.reject(new HistoryGoneError(id, 'run-1')),
      startedBy: async () => undefined,
    };
    const reader = new RolloutReader(id, store, histories as never, 1000);
    expect(await reader.next({ wait: false })).toBe('ended');
    const ended = (await store.load(id))!.fold;
    return { ended, document: store.networks.get(`${project}/${network}`)?.document };
  }

  it('has done nothing when nobody had approved it', async () => {
    const { ended, document } = await forgotten(waiting().task());
    expect(ended).toMatchObject({
      state: 'Canceled',
      message: expect.stringMatching(/^nothing was done: Temporal has no history of it/),
    });
    expect(document).toEqual({ to: 'replaced' });
  });

  it('may have done something when an approval was handed to Temporal', async () => {
    const { ended, document } = await forgotten(waiting().task(), { approvalGiven: true });
    expect(ended).toMatchObject({ state: 'Failed', message: expect.stringMatching(/not known/) });
    expect(document).toBeUndefined();
    expect((await forgotten(waiting().update('approve'))).ended.state).toBe('Failed');
  });
});
