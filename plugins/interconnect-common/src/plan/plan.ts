import { DesiredNetwork } from '../document/DesiredNetwork';
import { planWarnings } from '../document/warnings';
import { definitionOf, StepInput } from '../steps';
import { stepDigest } from '../steps/digest';
import { verify, verifyInput } from '../steps/verify';
import { plannedAddresses } from './addresses';
import { authorityOf } from './authority';
import { desiredSteps } from './desiredSteps';
import { canApply, canRemove, leavingWarnings, leftBehind, leftWarning } from './leaving';
import { needsOf } from './needs';
import { recurrenceOf, recurrenceText } from './recurrence';
import { replacements } from './replacements';
import { AppliedNetwork, Operation, Plan, PlanStep, subjectOf } from './types';

/** @public */
export interface PlanOptions {
  /**
   * What the rollout is for; by default create, update or delete, by what stands and what is asked
   * for. A `repair` applies all that is asked for, also what is applied already: somebody or
   * something may have changed it on the clusters since. A `rotate` replaces the authority of the
   * hub and every certificate of it.
   */
  operation?: Operation;
  /** Clusters that are not configured any more: no step of the plan is on one of them. */
  absent?: readonly string[];
}

/**
 * The ordered steps that lead from what was really applied to what is asked for (`undefined`:
 * nothing, the network is deleted). Pure: the same arguments give the same plan, so that the
 * preview is the plan that runs.
 *
 * - A step that is applied with the same digest is not in the plan, except in a repair; a partial
 *   one is done again or removed.
 * - What is applied needs what the design says (`needsOf`). What is removed needs, in reverse, that
 *   everything which once needed it is gone or has been applied again without it. What is applied
 *   waits for a removal only when it takes the place of what is removed (`replacements`).
 * - A need that goes through steps which are not in the plan goes on to those behind them.
 * - What stands on an absent cluster stays in the record and is told (`left`): when the cluster is
 *   back, the next plan removes it.
 * - `verify` ends every other plan that leaves members, and waits for all of it.
 *
 * The steps are in an order in which they can run one after the other. Neither it nor anything else
 * depends on the order of the keys of `applied`, which databases do not keep. Throws when the
 * digest of a manifest is missing.
 *
 * @public
 */
export function plan(
  applied: AppliedNetwork,
  desired: DesiredNetwork | undefined,
  options: PlanOptions = {},
): Plan {
  const authority = authorityOf(applied) + (options.operation === 'rotate' ? 1 : 0);
  const asked: Map<string, StepInput> = desired ? desiredSteps(desired, authority) : new Map();
  const needs = needsOf(asked);
  const wanted = new Map(behindNeeds(needs).map(id => [id, asked.get(id)!]));
  const standing = new Map(
    Object.keys(applied)
      .sort()
      .map(id => [id, applied[id].input]),
  );
  const usedBy = reversed(needsOf(standing));
  const recurrences = new Map(
    [...wanted].map(([id, input]) => [id, recurrenceOf(applied, id, input)]),
  );
  const isDue = (id: string) => options.operation === 'repair' || recurrences.get(id) !== 'repair';
  const absent = new Set(options.absent);
  const due = new Map([...wanted].filter(([id, input]) => isDue(id) && canApply(input, absent)));
  const unwanted = behindNeeds(usedBy).filter(id => !wanted.has(id));
  const removed = new Map(
    unwanted.flatMap(id => (canRemove(applied[id].input, absent) ? [[id, applied[id].input]] : [])),
  );
  const left = leftBehind(unwanted.filter(id => !removed.has(id)).map(id => applied[id]));

  const inPlan = (id: string) => due.has(id) || removed.has(id);
  const applyNeeds = nearest(needs, inPlan);
  const removeNeeds = nearest(usedBy, inPlan);
  const replaced = replacements(removed, due, { applied, desired });
  const first = new Set([...replaced.values()].flat());

  const removal = (id: string, after: string[]) =>
    step(id, 'remove', applied[id], removeSummary(applied[id].input), after);
  const steps = [
    ...[...removed.keys()].filter(id => first.has(id)).map(id => removal(id, [])),
    ...[...due].map(([id, input]) =>
      step(
        id,
        'apply',
        { input, digest: stepDigest(input) },
        definitionOf(input).applySummary(input) + recurrenceText[recurrences.get(id)!],
        [...(replaced.get(id) ?? []), ...applyNeeds(id)],
      ),
    ),
    ...[...removed.keys()].filter(id => !first.has(id)).map(id => removal(id, removeNeeds(id))),
  ];
  if (desired && wanted.size > 0 && steps.length > 0) {
    steps.push(verifyStep(desired, steps));
  }
  return {
    operation: options.operation ?? operationOf(applied, desired),
    steps,
    addresses: desired ? plannedAddresses(applied, desired, wanted) : [],
    warnings: [
      ...(desired ? planWarnings(desired) : []),
      ...leavingWarnings([...removed.values()], wanted),
      ...left.map(leftWarning),
    ],
    ...(left.length > 0 && { left }),
  };
}

function operationOf(applied: AppliedNetwork, desired: DesiredNetwork | undefined): Operation {
  if (!desired) {
    return 'delete';
  }
  return Object.keys(applied).length === 0 ? 'create' : 'update';
}

function step(
  id: string,
  action: PlanStep['action'],
  { input, digest }: { input: StepInput; digest: string },
  summary: string,
  needs: string[],
): PlanStep {
  return { id, ...subjectOf(input), action, needs, summary, input, digest };
}

function verifyStep(desired: DesiredNetwork, others: PlanStep[]): PlanStep {
  const input = verifyInput(desired);
  const needed = new Set(others.flatMap(({ needs }) => needs));
  const last = others.filter(({ id }) => !needed.has(id)).map(({ id }) => id);
  const summary = verify.applySummary(input);
  return step('verify', 'apply', { input, digest: stepDigest(input) }, summary, last);
}

function removeSummary(input: StepInput): string {
  const { kind, removeSummary: summary } = definitionOf(input);
  if (!summary) throw new Error(`a step of kind ${kind} leaves nothing that could be removed`);
  return summary(input);
}

/** Who needs each step. */
function reversed(needs: ReadonlyMap<string, string[]>): Map<string, string[]> {
  const result = new Map<string, string[]>([...needs.keys()].map(id => [id, []]));
  for (const [id, needed] of needs) {
    needed.forEach(other => result.get(other)?.push(id));
  }
  return result;
}

/** All ids, each behind those that it needs. */
function behindNeeds(needs: ReadonlyMap<string, string[]>): string[] {
  const order = new Set<string>();
  const visit = (id: string) => {
    if (!order.has(id)) {
      needs.get(id)?.forEach(visit);
      order.add(id);
    }
  };
  [...needs.keys()].forEach(visit);
  return [...order];
}

/**
 * The needs of a step within a plan: those that are in it, and instead of the others what is behind
 * them.
 */
function nearest(needs: ReadonlyMap<string, string[]>, inPlan: (id: string) => boolean) {
  const known = new Map<string, string[]>();
  const resolve = (id: string): string[] => {
    let result = known.get(id);
    if (!result) {
      const direct = needs.get(id) ?? [];
      result = [...new Set(direct.flatMap(other => (inPlan(other) ? [other] : resolve(other))))];
      known.set(id, result);
    }
    return result;
  };
  return resolve;
}
