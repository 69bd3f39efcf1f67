import { stepCounts } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import type { RolloutFold } from '../projection/RolloutFold';
import type { RolloutHead } from '../projection/RolloutHead';
import { appendToChain } from './appendToChain';
import { findRow, putDocument } from './networkRow';
import type { Reservation } from './RolloutStore';

/** A rollout without its fold. */
export interface RolloutRow {
  id: string;
  project: string;
  network: string;
  operation: string;
  state: string;
  generation: number;
  requested_by: string;
  on_behalf_of: string | null;
  through: string | null;
  requested_at: string;
  started_at: string;
  ended_at: string | null;
  confirmed_at: string | null;
  approval_given_at: string | null;
  message: string | null;
  counts: string;
  approval: string | null;
  left_behind: string | null;
  workflow_id: string;
  run_id: string | null;
  current_run: string | null;
  plan_digest: string;
  desired: string | null;
  replaced: string | null;
}

export interface FoldRow {
  id: string;
  fold: string;
  position_run: string;
  position_event: number;
}

type HeadRow = Omit<RolloutRow, 'desired' | 'replaced'>;

/** What a head is made from: no column that grows with the network. */
export const headColumns = [
  'id',
  'project',
  'network',
  'operation',
  'state',
  'generation',
  'requested_by',
  'on_behalf_of',
  'through',
  'requested_at',
  'started_at',
  'ended_at',
  'confirmed_at',
  'approval_given_at',
  'message',
  'counts',
  'approval',
  'left_behind',
  'workflow_id',
  'run_id',
  'current_run',
  'plan_digest',
] as const satisfies (keyof HeadRow)[];

export function toHead(row: HeadRow): RolloutHead {
  return {
    id: row.id,
    project: row.project,
    network: row.network,
    operation: row.operation as RolloutHead['operation'],
    state: row.state as RolloutHead['state'],
    generation: row.generation,
    requestedBy: row.requested_by,
    ...(row.on_behalf_of !== null && { onBehalfOf: row.on_behalf_of }),
    ...(row.through !== null && { through: row.through }),
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.message !== null && { message: row.message }),
    planDigest: row.plan_digest,
    // Rows of before there was `skipped` have it in `done`.
    counts: { skipped: 0, ...JSON.parse(row.counts) },
    ...(row.approval !== null && { approval: JSON.parse(row.approval) }),
    ...(row.left_behind !== null && { left: JSON.parse(row.left_behind) }),
    workflowId: row.workflow_id,
    ...(row.run_id !== null && { runId: row.run_id }),
    ...(row.current_run !== null && { currentRunId: row.current_run }),
    confirmed: row.confirmed_at !== null,
    ...(row.approval_given_at !== null && { approvalGiven: true }),
  };
}

/** The columns of a head that follow from the fold. */
export function foldedColumns(fold: RolloutFold) {
  return {
    state: fold.state,
    started_at: fold.startedAt,
    ended_at: fold.endedAt ?? null,
    message: fold.message ?? null,
    counts: JSON.stringify(stepCounts(fold.steps)),
    approval: fold.approval ? JSON.stringify(fold.approval) : null,
    left_behind: fold.left ? JSON.stringify(fold.left) : null,
    current_run: fold.runs.at(-1) ?? null,
  } satisfies Partial<RolloutRow>;
}

/** Where the fold is kept, with its position for compare-and-set. */
export function toFoldRow(id: string, fold: RolloutFold): FoldRow {
  const { runId, eventId } = fold.position;
  return { id, fold: JSON.stringify(fold), position_run: runId, position_event: eventId };
}

/** The row of a rollout that nobody has started yet. */
export function toRolloutRow(reservation: Reservation): RolloutRow {
  const { input, fold, workflowId, requestedAt } = reservation;
  return {
    id: input.rolloutId,
    project: input.project,
    network: input.network,
    operation: input.operation,
    generation: input.generation,
    requested_by: input.requestedBy,
    on_behalf_of: input.onBehalfOf ?? null,
    through: input.through ?? null,
    requested_at: requestedAt,
    ...foldedColumns(fold),
    confirmed_at: null,
    approval_given_at: null,
    workflow_id: workflowId,
    run_id: null,
    plan_digest: input.planDigest,
    desired: input.desired ? JSON.stringify(input.desired) : null,
    replaced: null,
  };
}

export async function deleteRollout(transaction: Knex.Transaction, id: string): Promise<void> {
  await transaction<FoldRow>('rollout_folds').where({ id }).delete();
  await transaction<RolloutRow>('rollouts').where({ id }).delete();
}

/**
 * The second half of a request whose workflow is known to run: its document takes its place (what
 * stood there is kept, in case that nobody approves the request), and the audit says who asked.
 * Called by whoever finds out first, the request or the projection; the second call changes
 * nothing.
 */
export async function confirmRollout(
  transaction: Knex.Transaction,
  row: RolloutRow,
  runId: string,
): Promise<void> {
  if (row.confirmed_at !== null) {
    return;
  }
  const current = await findRow(transaction, row.project, row.network);
  const replaced = current?.deleted_at === null ? current.desired : null;
  await transaction<RolloutRow>('rollouts')
    .where({ id: row.id })
    .update({ confirmed_at: new Date().toISOString(), run_id: runId, replaced });
  if (row.desired !== null) {
    await putDocument(transaction, {
      desired: JSON.parse(row.desired),
      generation: row.generation,
    });
  }
  await appendToChain(transaction, row.project, row.network, [
    {
      time: row.requested_at,
      actor: row.requested_by,
      action: `network.${row.operation}`,
      subject: `${row.project}/${row.network}`,
      outcome: 'accepted',
      message: `generation ${row.generation}`,
      rolloutId: row.id,
    },
  ]);
}
