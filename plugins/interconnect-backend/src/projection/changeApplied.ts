import type { AppliedNetwork, PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutFold } from './RolloutFold';

/** Records that nobody else has seen yet, and that may therefore be written to. */
const ownRecords = new WeakSet<AppliedNetwork>();

/**
 * A fold in which one step changes what is applied. The planner's functions copy the whole record
 * for every step, with 1,000 spokes 3,000 entries and a millisecond an event; but a step changes
 * nothing except its own entry, so that entry is all that they are given.
 */
export function changeApplied(
  fold: RolloutFold,
  step: PlanStep,
  change: (applied: AppliedNetwork) => AppliedNetwork,
): RolloutFold {
  const { id } = step;
  const entry = Object.hasOwn(fold.applied, id) ? { [id]: fold.applied[id] } : {};
  const changed = change(entry);
  const applied = ownRecords.has(fold.applied) ? fold.applied : { ...fold.applied };
  delete applied[id];
  Object.assign(applied, changed);
  return { ...fold, applied };
}

/** Folds many events with one copy of the record: `work` gets a fold with a record of its own. */
export function withOwnRecord<T>(fold: RolloutFold, work: (own: RolloutFold) => T): T {
  const applied = { ...fold.applied };
  ownRecords.add(applied);
  try {
    return work({ ...fold, applied });
  } finally {
    ownRecords.delete(applied);
  }
}
