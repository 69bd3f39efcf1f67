import type { FormerSpoke } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { samePosition } from '../projection/RolloutFold';
import type { NetworkEffects, ProjectionSave } from '../projection/ProjectionStore';
import { appendToChain } from './auditLog';
import { findRow, lockNetwork, markGone, placeRollout, putBack, putDocument } from './networkRow';
import { newerObservation } from './observationRow';
import type { NetworkRow, RolloutRow } from './rows';

/** `ProjectionStore.save` in a transaction of the caller. */
export async function saveProjection(
  transaction: Knex.Transaction,
  save: ProjectionSave,
): Promise<boolean> {
  const { fold } = save;
  await lockNetwork(transaction, fold.project, fold.network);
  const row = await transaction<RolloutRow>('rollouts').where({ id: save.rolloutId }).first();
  const position = row && { runId: row.position_run, eventId: row.position_event };
  if (!row || !position || !samePosition(position, save.expected)) {
    return false;
  }
  const started = fold.runs.length > 0;
  if (started) {
    await placeRollout(transaction, row, fold.runs[0]);
  } else if (fold.endedAt !== undefined && row.confirmed_at === null) {
    // It never reached Temporal: the request is taken back as if it had been refused at once.
    await transaction('rollouts').where({ id: row.id }).delete();
    await appendToChain(transaction, fold.project, fold.network, save.audit);
    return true;
  }
  await transaction<RolloutRow>('rollouts')
    .where({ id: row.id })
    .update({
      state: fold.state,
      ended_at: fold.endedAt ?? null,
      fold: JSON.stringify(fold),
      position_run: fold.position.runId,
      position_event: fold.position.eventId,
    });
  await applyEffects(transaction, row, save.network, fold.state === 'Succeeded');
  await appendToChain(transaction, fold.project, fold.network, save.audit);
  return true;
}

function formerSpokes(
  { former_spokes: before }: NetworkRow,
  { removed, isRotated }: NonNullable<NetworkEffects['spokes']>,
): FormerSpoke[] {
  const known: FormerSpoke[] = before === null || isRotated ? [] : JSON.parse(before);
  const byCluster = new Map([...known, ...removed].map(spoke => [spoke.cluster, spoke]));
  return [...byCluster.values()];
}

async function applyEffects(
  transaction: Knex.Transaction,
  row: RolloutRow,
  effects: NetworkEffects,
  succeeded: boolean,
): Promise<void> {
  const { project, network } = row;
  const { observation } = effects;
  const current = await findRow(transaction, project, network);
  if (!current) {
    return;
  }
  await transaction<NetworkRow>('networks')
    .where({ project, name: network })
    .update({
      applied: JSON.stringify(effects.applied),
      ...(effects.spokes && {
        former_spokes: JSON.stringify(formerSpokes(current, effects.spokes)),
      }),
      ...(observation && newerObservation(observation, current)),
      ...(succeeded && { succeeded: row.desired }),
      revision: current.revision + 1,
      updated_at: new Date().toISOString(),
    });
  if (effects.document?.to === 'gone') {
    await markGone(transaction, project, network);
  } else if (effects.document?.to === 'replaced') {
    await putBack(transaction, row.id);
  } else if (effects.document?.to === 'previous') {
    await putDocument(transaction, {
      desired: effects.document.desired,
      generation: current.generation + 1,
    });
  }
}
