import {
  applyStep,
  NetworkObservation,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { networkEffects } from '../projection/foldEnd';
import type { ProjectionStore } from '../projection/ProjectionStore';

/**
 * What the projection saves when a rollout ends: as Succeeded with all of its steps, else with none
 * of them.
 */
export async function endRollout(
  rollouts: ProjectionStore,
  rolloutId: string,
  state: RolloutState = 'Succeeded',
  observation?: NetworkObservation,
): Promise<void> {
  const loaded = await rollouts.load(rolloutId);
  if (!loaded) {
    throw new Error(`There is no rollout ${rolloutId}`);
  }
  const before = loaded.fold;
  const runId = loaded.rollout.runId ?? `run-of-${rolloutId}`;
  const fold = {
    ...before,
    state,
    endedAt: new Date().toISOString(),
    runs: [runId],
    position: { runId, eventId: 10 },
    steps:
      state === 'Succeeded'
        ? before.steps.map(step => ({ ...step, state, attempt: 1 }))
        : before.steps,
    applied:
      state === 'Succeeded'
        ? before.plan.reduce((applied, step) => applyStep(applied, step), before.applied)
        : before.applied,
    ...(observation && { observation }),
  };
  const saved = await rollouts.save({
    rolloutId,
    expected: before.position,
    fold,
    audit: [
      {
        time: fold.endedAt,
        actor: 'system',
        action: `rollout.${state.toLowerCase()}`,
        subject: rolloutId,
        outcome: state === 'Succeeded' ? 'succeeded' : 'failed',
        rolloutId,
        source: { runId, eventId: 10, index: 0 },
      },
    ],
    network: networkEffects(fold),
  });
  if (!saved) {
    throw new Error(`Rollout ${rolloutId} was saved by somebody else`);
  }
}
