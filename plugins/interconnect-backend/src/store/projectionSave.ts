import type { FormerSpoke } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { samePosition } from '../projection/RolloutFold';
import type { NetworkEffects, ProjectionSave } from '../projection/ProjectionStore';
import { appendToChain } from './appendToChain';
import {
  appliedColumns,
  findRow,
  lockNetwork,
  markGone,
  NetworkRow,
  putDocument,
} from './networkRow';
import { newerObservation } from './observationRow';
import { saveOutstanding } from './outstandingRow';
import {
  confirmRollout,
  deleteRollout,
  foldedColumns,
  FoldRow,
  RolloutRow,
  toFoldRow,
} from './rolloutRow';

/** `ProjectionStore.save` in a transaction of the caller. */
export async function saveProjection(
  transaction: Knex.Transaction,
  save: ProjectionSave,
): Promise<boolean> {
  const { fold } = save;
  await lockNetwork(transaction, fold.project, fold.network);
  const row = await findUnchanged(transaction, save);
  if (!row) {
    return false;
  }
  const started = fold.runs.length > 0;
  if (started) {
    await confirmRollout(transaction, row, fold.runs[0]);
  } else if (fold.endedAt !== undefined && row.confirmed_at === null) {
    // It never reached Temporal: the request is taken back as if it had been refused at once.
    await deleteRollout(transaction, row.id);
    await appendToChain(transaction, fold.project, fold.network, save.audit);
    return true;
  }
  await transaction<RolloutRow>('rollouts').where({ id: row.id }).update(foldedColumns(fold));
  await transaction<FoldRow>('rollout_folds').where({ id: row.id }).update(toFoldRow(row.id, fold));
  await applyEffects(transaction, row, save.network, fold.state === 'Succeeded');
  if (fold.endedAt !== undefined) {
    await saveOutstanding(transaction, fold.project, fold.network);
  }
  await appendToChain(transaction, fold.project, fold.network, save.audit);
  return true;
}

/**
 * The rollout, if its history has been folded as far as it had been when the new fold was made, and
 * no further.
 */
async function findUnchanged(
  transaction: Knex.Transaction,
  { rolloutId: id, expected }: ProjectionSave,
): Promise<RolloutRow | undefined> {
  const current = await transaction<FoldRow>('rollout_folds')
    .where({ id })
    .first('position_run', 'position_event');
  const position = current && {
    runId: current.position_run,
    eventId: current.position_event,
  };
  return position && samePosition(position, expected)
    ? transaction<RolloutRow>('rollouts').where({ id }).first()
    : undefined;
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
      ...appliedColumns(effects.applied),
      ...(effects.spokes && {
        former_spokes: JSON.stringify(formerSpokes(current, effects.spokes)),
      }),
      ...(observation && newerObservation(observation, current)),
      ...(succeeded && { succeeded: row.desired }),
      revision: current.revision + 1,
    });
  if (effects.document?.to === 'gone') {
    await markGone(transaction, project, network);
  } else if (effects.document?.to === 'replaced') {
    await restoreReplaced(transaction, row.id);
  } else if (effects.document?.to === 'previous') {
    await putDocument(transaction, {
      desired: effects.document.desired,
      generation: current.generation + 1,
    });
  }
}

/**
 * Takes back a request of which nothing was done: the document that it took the place of stands
 * again.
 */
async function restoreReplaced(transaction: Knex.Transaction, rolloutId: string): Promise<void> {
  const row = await transaction<RolloutRow>('rollouts').where({ id: rolloutId }).first();
  if (!row || row.desired === null || row.desired === row.replaced) {
    return;
  }
  if (row.replaced === null) {
    await markGone(transaction, row.project, row.network);
  } else {
    await putDocument(transaction, {
      desired: JSON.parse(row.replaced),
      generation: row.generation + 1,
    });
  }
}
