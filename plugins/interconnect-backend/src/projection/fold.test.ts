import { plan } from '@interconnect/backstage-plugin-interconnect-common';
import { inputFor, shop } from '@interconnect/workflows/testing';
import { foldAll, HistoryGapError } from './fold';
import { foldActivity } from './foldActivity';
import { initialFold } from './foldStarted';
import { networkEffects } from './foldEnd';
import type { RolloutFold } from './RolloutFold';
import { HistoryWriter } from './__testUtils__/HistoryWriter';

const hub = [
  'createNetwork@cluster-1/1',
  'deployLoadBalancer@cluster-1/1',
  'deploySkupper@cluster-1/1',
  'deployApplication:my-backend@cluster-1/1',
  'publishServices@cluster-1/1',
];
const spoke = (cluster: string) => [
  `deploySkupper@${cluster}/1`,
  `linkSpoke@${cluster}/1`,
  `publishServices@${cluster}/1`,
  `deployApplication:my-frontend@${cluster}/1`,
];
const all = [...hub, ...spoke('cluster-2'), ...spoke('cluster-3')];

const folded = (history: HistoryWriter, runId = 'run-1', from?: RolloutFold) => {
  const { fold, audit } = foldAll(from, runId, history.events);
  return { fold: fold!, audit };
};
const states = (fold: RolloutFold) =>
  Object.fromEntries(fold.steps.map(({ id, state }) => [id, state]));
const stepOf = (fold: RolloutFold, id: string) => fold.steps.find(step => step.id === id)!;

describe('fold', () => {
  it('tells a repair of what is applied, step by step', () => {
    const { applied } = folded(new HistoryWriter(inputFor(shop())).run(...all)).fold;
    const input = inputFor(shop(), { applied, operation: 'repair' });
    const begun = new HistoryWriter(input).run(...all).schedule('verify/1');
    const { fold, audit } = folded(begun);
    expect(fold.operation).toBe('repair');
    expect(fold.steps.map(({ state }) => state)).toEqual([
      ...all.map(() => 'Succeeded'),
      'Running',
    ]);
    expect(audit[0]).toMatchObject({ action: 'rollout.started', message: 'repair: 14 steps' });

    const failed = new HistoryWriter(input).schedule(hub[0]);
    expect(folded(failed).fold.applied['createNetwork@cluster-1'].state).toBe('partial');
    expect(folded(failed).fold.applied['linkSpoke@cluster-2'].state).toBe('applied');
  });

  it('tells a rollout from its start to its end', () => {
    const input = inputFor(shop());
    const history = new HistoryWriter(input)
      .run(...all)
      .schedule('verify/1')
      .complete('verify/1', {
        message: 'all as asked for',
        observation: { observedAt: '2026-11-22T10:05:00.000Z', members: [], services: [] },
      })
      .end({ state: 'Succeeded', failed: [] });
    const { fold, audit } = folded(history);

    expect(fold).toMatchObject({
      rolloutId: 'rollout-1',
      state: 'Succeeded',
      startedAt: '2026-11-22T10:00:00.000Z',
      endedAt: history.events.at(-1)!.time,
      position: { runId: 'run-1', eventId: history.events.length },
      open: {},
      observation: { observedAt: '2026-11-22T10:05:00.000Z' },
    });
    expect(new Set(Object.values(states(fold)))).toEqual(new Set(['Succeeded']));
    expect(fold.steps[0]).toEqual({
      id: 'createNetwork@cluster-1',
      kind: 'createNetwork',
      action: 'apply',
      cluster: 'cluster-1',
      needs: [],
      summary: expect.any(String),
      state: 'Succeeded',
      attempt: 1,
      startedAt: '2026-11-22T10:00:04.000Z',
      endedAt: '2026-11-22T10:00:06.000Z',
      event: { runId: 'run-1', eventId: 5 },
      message: 'done',
    });
    expect(plan(fold.applied, input.desired).steps).toEqual([]);
    expect(audit.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'rollout.started started',
      ...all.flatMap(() => ['step.started started', 'step.succeeded succeeded']),
      'step.started started',
      'step.succeeded succeeded',
      'rollout.succeeded succeeded',
    ]);
    expect(audit[0]).toMatchObject({ actor: 'user:default/guest', subject: 'rollout-1' });
    expect(audit[1]).toEqual({
      time: '2026-11-22T10:00:04.000Z',
      actor: 'system',
      action: 'step.started',
      subject: 'createNetwork@cluster-1',
      outcome: 'started',
      message: expect.any(String),
      rolloutId: 'rollout-1',
      source: { runId: 'run-1', eventId: 5, index: 0 },
    });
    expect(networkEffects(fold)).toEqual({ applied: fold.applied, observation: fold.observation });
  });

  it('starts from the fold that is stored before the first event, with all steps pending', () => {
    const input = inputFor(shop());
    const before = initialFold(input, '2026-11-22T09:59:58.000Z');
    expect(before.state).toBe('Running');
    expect(before.steps).toHaveLength(all.length + 1);
    expect(new Set(before.steps.map(({ state }) => state))).toEqual(new Set(['Pending']));
    const history = new HistoryWriter(input).run(hub[0]);
    expect(folded(history, 'run-1', before)).toEqual(folded(history));
  });

  it('counts attempts, and says what went wrong last when the deadline has passed', () => {
    const history = new HistoryWriter(inputFor(shop()))
      .schedule(hub[0])
      .timeOut(hub[0], 7, 'the API server of cluster-1 refuses the connection');
    const { fold, audit } = folded(history);
    expect(stepOf(fold, 'createNetwork@cluster-1')).toMatchObject({
      state: 'Failed',
      attempt: 7,
      error:
        'not done within the deadline of the step; last error: the API server of cluster-1 refuses the connection',
    });
    expect(audit.at(-1)).toMatchObject({ action: 'step.failed', outcome: 'failed' });
    expect(fold.applied['createNetwork@cluster-1'].state).toBe('partial');
  });

  it('forgets the failure of an attempt that a later one made good', () => {
    const history = new HistoryWriter(inputFor(shop())).schedule(hub[0]);
    const scheduledId = history.events.length;
    history
      .add({ type: 'ActivityStarted', scheduledId, attempt: 2, lastFailure: 'not yet' })
      .add({ type: 'ActivityCompleted', scheduledId, result: {} });
    const step = stepOf(folded(history).fold, 'createNetwork@cluster-1');
    expect(step).toMatchObject({ state: 'Succeeded', attempt: 2 });
    expect(step).not.toHaveProperty('error');
  });

  it('has the state that the workflow says', () => {
    const failing = new HistoryWriter(inputFor(shop()))
      .schedule(hub[0], 'deploySkupper@cluster-2/1', 'deploySkupper@cluster-3/1')
      .fail('deploySkupper@cluster-2/1', 'no');
    expect(folded(failing).fold.state).toBe('Running');
    failing.complete('deploySkupper@cluster-3/1').complete(hub[0]);
    expect(folded(failing).fold.state).toBe('Running');
    failing.run(...hub.slice(1), ...spoke('cluster-3').slice(1)).show('Blocked');
    expect(folded(failing).fold.state).toBe('Blocked');
    failing.update('retry', { steps: ['deploySkupper@cluster-2'] });
    const { fold, audit } = folded(failing);
    expect(fold.state).toBe('Running');
    expect(stepOf(fold, 'deploySkupper@cluster-2').state).toBe('Pending');
    expect(audit.at(-1)).toMatchObject({
      actor: 'user:default/anna',
      action: 'rollout.retry',
      subject: 'deploySkupper@cluster-2',
      outcome: 'accepted',
    });
  });

  it('retries in a second round, and skips what a person wants skipped', () => {
    const history = new HistoryWriter(inputFor(shop(1)))
      .run(...hub)
      .schedule('deploySkupper@cluster-2/1')
      .fail('deploySkupper@cluster-2/1', 'no')
      .update('retry')
      .schedule('deploySkupper@cluster-2/2')
      .fail('deploySkupper@cluster-2/2', 'still no')
      .update('skip', { reason: 'tomorrow' });
    const { fold, audit } = folded(history);
    expect(stepOf(fold, 'deploySkupper@cluster-2')).toMatchObject({
      state: 'Skipped',
      attempt: 2,
      error: 'still no',
    });
    expect(fold.state).toBe('Running');
    expect(fold.applied['deploySkupper@cluster-2'].state).toBe('partial');
    expect(audit.at(-1)).toMatchObject({
      action: 'rollout.skip',
      subject: 'rollout-1',
      message: 'tomorrow',
    });
  });

  it('counts the attempts of all rounds, and those to undo a step by themselves', () => {
    const id = 'createNetwork@cluster-1';
    const history = new HistoryWriter(inputFor(shop()))
      .schedule(hub[0])
      .timeOut(hub[0], 3, 'no answer')
      .update('retry')
      .schedule(`${id}/2`);
    expect(stepOf(folded(history).fold, id)).toMatchObject({ state: 'Running', attempt: 4 });
    const scheduledId = history.events.length;
    history.add({ type: 'ActivityStarted', scheduledId, attempt: 2, lastFailure: 'no' });
    const { fold } = folded(history);
    expect(stepOf(fold, id)).toMatchObject({ state: 'Running', attempt: 5 });
    const undone = foldActivity(
      {
        ...fold,
        rollback: { by: 'user:default/anna', plan: [{ ...fold.plan[0], action: 'remove' }] },
      },
      {
        type: 'ActivityScheduled',
        eventId: 99,
        time: fold.startedAt,
        activityId: `rollback:${id}/1`,
      },
    )!;
    expect(stepOf(undone.fold, id)).toMatchObject({ state: 'Running', attempt: 1 });
  });

  it('pauses and resumes; an update that failed after all has no effect', () => {
    const history = new HistoryWriter(inputFor(shop())).run(hub[0]).update('pause');
    expect(folded(history).fold.state).toBe('Paused');
    history.update('resume', {}, 'not now');
    const { fold, audit } = folded(history);
    expect(fold.state).toBe('Paused');
    expect(audit.at(-1)).toMatchObject({
      action: 'rollout.resume',
      outcome: 'refused',
      message: 'not now',
    });
    expect(folded(history.update('resume')).fold.state).toBe('Running');
  });

  it('fails a step whose activity says what does not match, and keeps what was observed', () => {
    const observation = { observedAt: '2026-11-22T10:05:00.000Z', members: [], services: [] };
    const history = new HistoryWriter(inputFor(shop()))
      .run(...all)
      .schedule('verify/1')
      .complete('verify/1', { observation, mismatches: ['cluster-2: link down', 'other'] })
      .show('Blocked');
    const { fold } = folded(history);
    expect(stepOf(fold, 'verify')).toMatchObject({
      state: 'Failed',
      error: 'cluster-2: link down; other',
    });
    expect(fold).toMatchObject({ state: 'Blocked', observation });
  });

  it('keeps what a server exposes', () => {
    const exposed = [
      { application: 'my-backend', cluster: 'cluster-1', namespace: 'shop', name: 'b', port: 80 },
    ];
    const history = new HistoryWriter(inputFor(shop()))
      .run(...hub.slice(0, 3))
      .schedule(hub[3])
      .complete(hub[3], { exposed });
    expect(folded(history).fold.applied['deployApplication:my-backend@cluster-1']).toMatchObject({
      state: 'applied',
      exposed,
    });
  });

  it('removes from what is applied what an update removes', () => {
    const { fold: before } = folded(new HistoryWriter(inputFor(shop())).run(...all));
    const input = inputFor(shop(1), { applied: before.applied });
    const steps = input.desired && plan(input.applied, input.desired).steps;
    const { fold } = folded(new HistoryWriter(input).run(...steps!.map(({ id }) => `${id}/1`)));
    expect(Object.keys(fold.applied).filter(id => id.endsWith('cluster-3'))).toEqual([]);
    expect(plan(fold.applied, input.desired).steps).toEqual([]);
    expect(stepOf(fold, 'linkSpoke@cluster-3')).toMatchObject({
      action: 'remove',
      state: 'Succeeded',
    });
  });

  it('deletes: the network is gone in the end', () => {
    const { fold: before } = folded(new HistoryWriter(inputFor(shop())).run(...all));
    const input = inputFor(undefined, { applied: before.applied, previous: shop() });
    const ids = plan(input.applied, undefined).steps.map(({ id }) => `${id}/1`);
    const history = new HistoryWriter(input).run(...ids);
    expect(networkEffects(folded(history).fold)).toEqual({ applied: {} });
    history.end({ state: 'Succeeded', failed: [] });
    expect(networkEffects(folded(history).fold)).toEqual({ applied: {}, document: { to: 'gone' } });
  });

  it('follows continue-as-new', () => {
    const input = inputFor(shop());
    const first = new HistoryWriter(input)
      .run(...hub)
      .task()
      .add({ type: 'ContinuedAsNew', newRunId: 'run-2' });
    const one = folded(first);
    expect(one.fold.position).toEqual({ runId: 'run-2', eventId: 0 });
    const carried = { state: 'Running' as const, steps: {} };
    const second = new HistoryWriter({ ...input, carried }).run(...spoke('cluster-2'));
    const two = folded(second, 'run-2', one.fold);
    expect(two.fold.runs).toEqual(['run-1', 'run-2']);
    expect(two.fold.startedAt).toBe(one.fold.startedAt);
    expect(stepOf(two.fold, 'createNetwork@cluster-1').state).toBe('Succeeded');
    expect(stepOf(two.fold, 'linkSpoke@cluster-2').state).toBe('Succeeded');
    expect(two.audit.map(({ action }) => action)).not.toContain('rollout.started');
    expect(two.audit[0].source).toEqual({ runId: 'run-2', eventId: 5, index: 0 });
    // Events of the first run, sent once more, change nothing.
    expect(folded(first, 'run-1', two.fold)).toEqual({ fold: two.fold, audit: [] });
  });

  it('never leaves out an event', () => {
    const { events } = new HistoryWriter(inputFor(shop())).run(hub[0]);
    expect(() => foldAll(undefined, 'run-1', events.slice(1))).toThrow(HistoryGapError);
    const { fold } = foldAll(undefined, 'run-1', events.slice(0, 3));
    expect(() => foldAll(fold, 'run-1', events.slice(4))).toThrow('expected event 4, got 5');
    expect(() => foldAll(fold, 'run-9', events)).toThrow('Run run-9 is not one of rollout');
  });

  it('ignores activities and updates that it does not know', () => {
    const history = new HistoryWriter(inputFor(shop()))
      .schedule('something-else', 'linkSpoke@cluster-9/1')
      .complete('something-else')
      .complete('linkSpoke@cluster-9/1')
      .add({ type: 'UpdateAccepted', updateId: 'u', name: 'other', command: { by: 'x' } });
    const { fold, audit } = folded(history);
    expect(fold.state).toBe('Running');
    expect(fold.open).toEqual({});
    expect(audit.map(({ action }) => action)).toEqual(['rollout.started']);
  });
});
