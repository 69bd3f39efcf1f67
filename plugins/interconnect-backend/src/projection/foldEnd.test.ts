import { plan } from '@interconnect/backstage-plugin-interconnect-common';
import { inputFor, shop } from '@interconnect/workflows/testing';
import { foldAll } from './fold';
import { networkEffects } from './foldEnd';
import type { RolloutFold } from './RolloutFold';
import { HistoryWriter } from './__testUtils__/HistoryWriter';

const folded = (history: HistoryWriter) => {
  const { fold, audit } = foldAll(undefined, 'run-1', history.events);
  return { fold: fold!, audit };
};
const stateOf = (fold: RolloutFold, id: string) => fold.steps.find(step => step.id === id)?.state;

/** A rollout of a new network whose spoke failed, and that is being rolled back. */
const rollingBack = (previous?: ReturnType<typeof shop>) =>
  new HistoryWriter(inputFor(shop(1), { previous }))
    .run('createNetwork@cluster-1/1', 'deployLoadBalancer@cluster-1/1')
    .schedule('deploySkupper@cluster-1/1', 'deploySkupper@cluster-2/1')
    .fail('deploySkupper@cluster-2/1', 'no')
    .update('rollback', { reason: 'enough' });

const undo = (fold: RolloutFold) =>
  plan(fold.applied, fold.previous).steps.map(({ id }) => `rollback:${id}/1`);

describe('a rollback', () => {
  it('is told on the steps that it undoes', () => {
    const history = rollingBack();
    expect(folded(history).fold).toMatchObject({
      state: 'RollingBack',
      rollback: { by: 'user:default/anna', reason: 'enough' },
    });
    history.cancel('deploySkupper@cluster-1/1');
    const stopped = folded(history).fold;
    expect(stateOf(stopped, 'deploySkupper@cluster-1')).toBe('Failed');
    const ids = undo(stopped);
    expect(ids).toEqual(
      expect.arrayContaining([
        'rollback:deploySkupper@cluster-2/1',
        'rollback:createNetwork@cluster-1/1',
      ]),
    );
    history.planRollback().schedule(ids[0]);
    expect(stateOf(folded(history).fold, ids[0].slice('rollback:'.length, -2))).toBe('Running');
    history.complete(ids[0]).run(...ids.slice(1));
    history.end({ state: 'RolledBack', failed: [] });

    const { fold, audit } = folded(history);
    expect(fold.state).toBe('RolledBack');
    expect(fold.applied).toEqual({});
    for (const id of ids) {
      expect(stateOf(fold, id.slice('rollback:'.length, -2))).toBe('Undone');
    }
    expect(stateOf(fold, 'linkSpoke@cluster-2')).toBe('Pending');
    expect(fold.steps.filter(({ id }) => id.startsWith('rollback:'))).toEqual([]);
    expect(networkEffects(fold)).toEqual({ applied: {}, document: { to: 'gone' } });
    expect(audit.map(({ action }) => action).slice(-3)).toEqual([
      'undo.started',
      'undo.succeeded',
      'rollout.rolledBack',
    ]);
  });

  it('is what counts of a step whose activity ends only while it is being undone', () => {
    const history = rollingBack();
    const scheduledId = history.events.find(
      event =>
        event.type === 'ActivityScheduled' && event.activityId === 'deploySkupper@cluster-1/1',
    )!.eventId;
    history
      .add({ type: 'ActivityCancelRequested', scheduledId })
      .planRollback()
      .run('rollback:deploySkupper@cluster-1/1')
      .add({ type: 'ActivityCanceled', scheduledId });
    expect(stateOf(folded(history).fold, 'deploySkupper@cluster-1')).toBe('Undone');
  });

  it('leads back to the document before, and shows what it does beyond undoing', () => {
    const before = shop(0);
    const standing = new HistoryWriter(inputFor(before));
    const first = plan({}, before).steps.map(({ id }) => `${id}/1`);
    const { applied } = folded(standing.run(...first)).fold;

    const history = new HistoryWriter(inputFor(shop(1), { applied, previous: before }))
      .schedule('deploySkupper@cluster-2/1')
      .fail('deploySkupper@cluster-2/1', 'no')
      .update('rollback');
    const ids = undo(folded(history).fold);
    expect(ids).toEqual(['rollback:deploySkupper@cluster-2/1', 'rollback:verify/1']);
    history
      .planRollback()
      .run(...ids)
      .end({ state: 'RolledBack', failed: [] });
    const { fold } = folded(history);
    expect(fold.steps.at(-1)).toMatchObject({
      id: 'rollback:verify',
      kind: 'verify',
      state: 'Succeeded',
      needs: ['deploySkupper@cluster-2'],
    });
    expect(stateOf(fold, 'verify')).toBe('Pending');
    expect(fold.applied).toEqual(applied);
    expect(networkEffects(fold).document).toEqual({ to: 'previous', desired: before });
  });

  it('is the plan that stands in the history, whatever a planner would make now', () => {
    const [step] = plan({}, shop(1)).steps;
    const removal = { ...step, action: 'remove' as const, needs: [], summary: 'as planned before' };
    const history = rollingBack().cancel('deploySkupper@cluster-1/1');
    const left = [{ cluster: 'cluster-2', objects: ['Namespace x'] }];
    history
      .add({ type: 'RollbackPlanned', plan: { steps: [removal], left } })
      .run(`rollback:${step.id}/1`)
      .show('RolledBack')
      .add({ type: 'Canceled' });
    const { fold, audit } = folded(history);
    expect(fold).toMatchObject({ state: 'RolledBack', left });
    expect(audit).toContainEqual(
      expect.objectContaining({ action: 'undo.started', message: 'as planned before' }),
    );
    expect(stateOf(fold, 'deploySkupper@cluster-2')).toBe('Failed');
  });

  it('lists what could not be undone, tried or not', () => {
    const history = rollingBack().cancel('deploySkupper@cluster-1/1');
    const [first] = undo(folded(history).fold);
    history
      .planRollback()
      .schedule(first)
      .fail(first, 'cluster-2 does not answer')
      .end({
        state: 'RollbackIncomplete',
        failed: [
          { step: first.slice('rollback:'.length, -2), error: 'cluster-2 does not answer' },
          { step: 'createNetwork@cluster-1', error: 'not tried: it needs …' },
        ],
      });
    const { fold, audit } = folded(history);
    expect(fold.state).toBe('RollbackIncomplete');
    expect(stateOf(fold, first.slice('rollback:'.length, -2))).toBe('UndoFailed');
    expect(fold.steps[0]).toMatchObject({
      id: 'createNetwork@cluster-1',
      state: 'UndoFailed',
      error: 'not tried: it needs …',
    });
    expect(networkEffects(fold).document).toBeUndefined();
    expect(audit.at(-1)).toMatchObject({ action: 'rollout.rollbackIncomplete', outcome: 'failed' });
  });
});

describe('the end of a rollout', () => {
  const running = () =>
    new HistoryWriter(inputFor(shop()))
      .run('createNetwork@cluster-1/1')
      .schedule('deployLoadBalancer@cluster-1/1');

  it('is a failure when the workflow was terminated, and so are the steps that were running', () => {
    const history = running().add({ type: 'Terminated', identity: 'ops@host', reason: 'stuck' });
    const { fold, audit } = folded(history);
    expect(fold).toMatchObject({
      state: 'Failed',
      message: 'terminated in Temporal by ops@host: stuck',
      endedAt: history.events.at(-1)!.time,
    });
    expect(fold.steps.find(({ id }) => id === 'deployLoadBalancer@cluster-1')).toMatchObject({
      state: 'Failed',
      error: expect.stringContaining('not known'),
    });
    expect(fold.applied['deployLoadBalancer@cluster-1'].state).toBe('partial');
    expect(audit.at(-1)).toMatchObject({ actor: 'temporal:ops@host', action: 'rollout.failed' });
  });

  it('is a failure with its reason when the workflow failed or ran out of time', () => {
    const failed = folded(running().add({ type: 'Failed', error: 'another plan' })).fold;
    expect(failed).toMatchObject({ state: 'Failed', message: 'another plan' });
    const late = folded(running().add({ type: 'TimedOut' })).fold;
    expect(late).toMatchObject({ state: 'Failed', message: 'the workflow ran out of time' });
  });

  it('is an incomplete rollback when the workflow broke on its way back', () => {
    const { fold } = folded(rollingBack().add({ type: 'Terminated', identity: 'ops' }));
    expect(fold.state).toBe('RollbackIncomplete');
  });

  it('is Canceled when a person canceled it, and the document stays', () => {
    const history = running()
      .update('cancel')
      .cancel('deployLoadBalancer@cluster-1/1')
      .end({ state: 'Canceled', failed: [{ step: 'deployLoadBalancer@cluster-1', error: 'x' }] });
    const { fold, audit } = folded(history);
    expect(fold.state).toBe('Canceled');
    expect(networkEffects(fold).document).toBeUndefined();
    expect(audit.at(-1)).toMatchObject({ action: 'rollout.canceled', outcome: 'canceled' });
  });

  it('is what the rollback made of it when somebody canceled the execution in Temporal', () => {
    const history = running().add({
      type: 'CancelRequested',
      identity: 'ops',
      reason: 'wrong one',
    });
    history.show('RollingBack');
    expect(folded(history).fold.state).toBe('RollingBack');
    history.cancel('deployLoadBalancer@cluster-1/1');
    const ids = undo(folded(history).fold);
    const incomplete = new HistoryWriter(inputFor(shop()));
    incomplete.events.splice(0, 1, ...history.events);
    expect(folded(incomplete.add({ type: 'Canceled' })).fold.state).toBe('RollbackIncomplete');

    history
      .planRollback()
      .run(...ids)
      .show('RolledBack')
      .add({ type: 'Canceled' });
    const { fold, audit } = folded(history);
    expect(fold.state).toBe('RolledBack');
    expect(fold.message).toBe('canceled in Temporal');
    expect(networkEffects(fold).document).toEqual({ to: 'gone' });
    expect(audit.find(({ action }) => action === 'rollout.cancel')).toMatchObject({
      actor: 'temporal:ops',
      message: 'wrong one',
    });
  });

  it('is final', () => {
    const history = running().add({ type: 'TimedOut' });
    const { fold } = folded(history);
    const more = new HistoryWriter(inputFor(shop())).run('createNetwork@cluster-1/1');
    expect(foldAll(fold, 'run-7', more.events)).toEqual({ fold, audit: [] });
  });
});
