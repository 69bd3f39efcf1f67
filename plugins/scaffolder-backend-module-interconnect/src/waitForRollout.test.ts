import type {
  Rollout,
  RolloutState,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { rolloutStates } from '@interconnect/backstage-plugin-interconnect-common';
import { outcomeOf } from './rolloutNews';
import { waitForRollout } from './waitForRollout';

const step = (cluster: string, more: Partial<RolloutStep>) =>
  ({ summary: `${cluster}: link to hub`, state: 'Pending', ...more }) as RolloutStep;
const rollout = (state: RolloutState, more: Partial<Rollout> = {}) =>
  ({ id: 'r1', state, steps: [], ...more }) as Partial<Rollout> as Rollout;

/** Waits while it is read like this, one after the other; the last one stays. */
async function wait(rollouts: Rollout[], timeoutMs = 60_000, signal?: AbortSignal) {
  const told: string[] = [];
  let reads = 0;
  const done = waitForRollout({
    read: async () => rollouts[Math.min(reads++, rollouts.length - 1)],
    tell: progress => told.push(progress),
    url: 'http://portal/r1',
    timeoutMs,
    pauseMs: 1,
    signal,
  });
  return {
    told,
    error: await done.then(
      () => undefined,
      (error: Error) => error.message,
    ),
  };
}

describe('waitForRollout', () => {
  it('tells each change once, until it has succeeded', async () => {
    const running = rollout('Running', {
      steps: [step('cluster-2', { state: 'Running' }), step('cluster-3', {})],
    });
    const approvers = ['group:default/platform-team'];
    const approval = { approvers } as Rollout['approval'];
    const { told, error } = await wait([
      rollout('AwaitingApproval', { approval }),
      running,
      running,
      rollout('Succeeded', { steps: [step('cluster-2', { state: 'Succeeded' })] }),
    ]);
    expect(error).toBeUndefined();
    expect(told).toEqual([
      'AwaitingApproval: somebody of group:default/platform-team has to approve it',
      'Running: 0 of 2 steps are done, now cluster-2: link to hub',
      'Succeeded: 1 of 1 steps are done',
    ]);
  });

  it('fails with the reasons of the steps when only a person can go on', async () => {
    const steps = [
      step('cluster-2', { state: 'Failed', error: 'no address after 10 minutes' }),
      step('cluster-3', { state: 'Succeeded' }),
    ];
    expect((await wait([rollout('Running'), rollout('Blocked', { steps })])).error).toBe(
      'Rollout r1 is Blocked: cluster-2: link to hub: no address after 10 minutes. See http://portal/r1',
    );
  });

  it('fails with the decision, and says it once', async () => {
    const decision = { outcome: 'rejected', by: 'user:default/anna', reason: 'not today' };
    const message = 'rejected by user:default/anna: not today';
    const approval = { decision } as Rollout['approval'];
    expect((await wait([rollout('Canceled', { approval, message })])).error).toBe(
      'Rollout r1 is Canceled: rejected by user:default/anna: not today. See http://portal/r1',
    );
  });

  it('lists ten failed steps at most', async () => {
    const steps = Array.from({ length: 12 }, (_, index) =>
      step(`cluster-${index}`, { state: 'Failed', error: 'down' }),
    );
    const { error } = await wait([rollout('Failed', { steps })]);
    expect(error).toContain('cluster-9: link to hub: down; and 2 more');
  });

  it('stops in time, and when the task is cancelled', async () => {
    const late = await wait([rollout('Paused')], 5);
    expect(late.error).toMatch(/has not ended after 0 minutes \(Paused: .*It goes on: see/);
    const cancelled = await wait([rollout('Running')], 60_000, AbortSignal.timeout(20));
    expect(cancelled.error).toMatch(/abort/i);
  });

  it('knows every state: it ends when the rollout has, and where nothing goes on', () => {
    for (const state of Object.keys(rolloutStates) as RolloutState[]) {
      const ends = rolloutStates[state].end !== undefined || state === 'Blocked';
      expect([state, outcomeOf({ state }) !== 'on']).toEqual([state, ends]);
    }
  });
});
