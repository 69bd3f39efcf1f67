import { type AuditEntry, currentRecord } from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutFold } from '../projection/RolloutFold';
import type { OpenRollout } from '../projection/ProjectionStore';
import type { Reservation, StoredNetwork, StoredRollout } from './NetworkStore';

export interface NetworkRow {
  project: string;
  name: string;
  generation: number;
  revision: number;
  desired: string;
  applied: string;
  observation: string | null;
  succeeded: string | null;
  former_spokes: string | null;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
}

export interface RolloutRow {
  id: string;
  project: string;
  network: string;
  operation: string;
  state: string;
  generation: number;
  requested_by: string;
  requested_at: string;
  ended_at: string | null;
  confirmed_at: string | null;
  workflow_id: string;
  run_id: string | null;
  plan_digest: string;
  desired: string | null;
  replaced: string | null;
  approval_given_at: string | null;
  fold: string;
  position_run: string;
  position_event: number;
}

export interface AuditRow {
  project: string;
  network: string;
  sequence: number;
  time: string;
  actor: string;
  action: string;
  subject: string;
  outcome: string;
  message: string | null;
  rollout_id: string | null;
  source_run: string | null;
  source_event: number | null;
  source_index: number | null;
  previous_hash: string;
  hash: string;
}

/** The columns of an open rollout that a network shows. */
export type OpenRolloutRow = Pick<
  RolloutRow,
  'id' | 'project' | 'network' | 'state' | 'operation' | 'requested_at' | 'confirmed_at'
>;

export function toNetwork(row: NetworkRow, open: OpenRolloutRow | undefined): StoredNetwork {
  return {
    project: row.project,
    name: row.name,
    generation: row.generation,
    revision: row.revision,
    desired: JSON.parse(row.desired),
    applied: currentRecord(JSON.parse(row.applied)),
    ...(row.observation !== null && { observation: JSON.parse(row.observation) }),
    ...(row.succeeded !== null && { succeeded: JSON.parse(row.succeeded) }),
    ...(row.former_spokes !== null && { formerSpokes: JSON.parse(row.former_spokes) }),
    ...(open && {
      open: {
        id: open.id,
        state: open.state as RolloutFold['state'],
        operation: open.operation as RolloutFold['operation'],
        requestedAt: open.requested_at,
        confirmed: open.confirmed_at !== null,
      },
    }),
  };
}

export function toRollout(row: RolloutRow): StoredRollout {
  return {
    ...toOpenRollout(row),
    confirmed: row.confirmed_at !== null,
    planDigest: row.plan_digest,
    fold: JSON.parse(row.fold),
  };
}

export function toOpenRollout(
  row: Pick<
    RolloutRow,
    'id' | 'project' | 'network' | 'workflow_id' | 'run_id' | 'requested_at' | 'approval_given_at'
  >,
): OpenRollout {
  return {
    id: row.id,
    project: row.project,
    network: row.network,
    workflowId: row.workflow_id,
    ...(row.run_id !== null && { runId: row.run_id }),
    requestedAt: row.requested_at,
    ...(row.approval_given_at !== null && { approvalGiven: true }),
  };
}

/** The row of a rollout that nobody has started yet. */
export function toRolloutRow(reservation: Reservation, fold: RolloutFold): RolloutRow {
  const { input, workflowId, requestedAt } = reservation;
  return {
    id: input.rolloutId,
    project: input.project,
    network: input.network,
    operation: input.operation,
    state: fold.state,
    generation: input.generation,
    requested_by: input.requestedBy,
    requested_at: requestedAt,
    ended_at: null,
    confirmed_at: null,
    workflow_id: workflowId,
    run_id: null,
    plan_digest: input.planDigest,
    desired: input.desired ? JSON.stringify(input.desired) : null,
    replaced: null,
    approval_given_at: null,
    fold: JSON.stringify(fold),
    position_run: fold.position.runId,
    position_event: fold.position.eventId,
  };
}

export function toAuditEntry(row: AuditRow): AuditEntry {
  return {
    sequence: row.sequence,
    network: row.network,
    time: row.time,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    outcome: row.outcome as AuditEntry['outcome'],
    ...(row.message !== null && { message: row.message }),
    ...(row.rollout_id !== null && { rolloutId: row.rollout_id }),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
