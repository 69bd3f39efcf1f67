import type { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { inputFor, shop } from '@interconnect/workflows/testing';
import { initialFold } from '../projection/foldStarted';
import type { Attempt } from '../projection/RolloutProjector';
import type { StoredRollout } from '../store/RolloutStore';
import { liveSteps } from './liveSteps';

const skupper = 'deploySkupper@cluster-1';

function rolloutWith(more: Partial<RolloutStep>, confirmed = true): StoredRollout {
  const fold = initialFold(inputFor(shop(0)), '2026-11-22T10:00:00.000Z');
  const steps = fold.steps.map(step => (step.id === skupper ? { ...step, ...more } : step));
  return { id: 'rollout-1', confirmed, fold: { ...fold, steps } } as StoredRollout;
}

async function live(rollout: StoredRollout, attempt: Attempt) {
  const pendingAttempts = jest.fn(async () => new Map([[skupper, attempt]]));
  const steps = await liveSteps({ pendingAttempts }, rollout);
  return { pendingAttempts, step: steps.find(({ id }) => id === skupper)! };
}

describe('liveSteps', () => {
  it('says of a running step what it waits for, and why the attempt before failed', async () => {
    const attempt = { attempt: 3, words: 'waiting for Site a/b', lastFailure: 'Waited 60 s' };
    const { step } = await live(rolloutWith({ state: 'Running', attempt: 1 }), attempt);
    expect(step).toMatchObject({
      state: 'Running',
      attempt: 3,
      message: 'waiting for Site a/b',
      error: 'Waited 60 s',
    });
  });

  it('counts the attempts of the rounds before a retry', async () => {
    const retried = rolloutWith({ state: 'Running', attempt: 5 });
    retried.fold.attemptsBefore = { [skupper]: 4 };
    expect((await live(retried, { attempt: 3 })).step.attempt).toBe(7);
  });

  it('says nothing where nothing was said', async () => {
    const { step } = await live(rolloutWith({ state: 'Running', attempt: 1 }), { attempt: 1 });
    expect(step).not.toHaveProperty('message');
    expect(step).not.toHaveProperty('error');
  });

  it('leaves a step that has ended as the history tells it', async () => {
    const rollout = rolloutWith({ state: 'Succeeded', attempt: 1, message: 'Site is Ready' });
    rollout.fold.steps[0].state = 'Running';
    const { step } = await live(rollout, { attempt: 1, words: 'waiting' });
    expect(step).toMatchObject({ state: 'Succeeded', message: 'Site is Ready' });
  });

  it('does not ask Temporal while nothing runs', async () => {
    const asked = async (rollout: StoredRollout) =>
      (await live(rollout, { attempt: 1 })).pendingAttempts.mock.calls.length;
    expect(await asked(rolloutWith({ state: 'Failed', attempt: 1 }))).toBe(0);
    expect(await asked(rolloutWith({ state: 'Running', attempt: 1 }, false))).toBe(0);
    expect(await asked(rolloutWith({ state: 'Running', attempt: 1 }))).toBe(1);
  });
});
