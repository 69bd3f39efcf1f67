import { DesiredNetwork } from '../document/DesiredNetwork';
import { planWarnings } from '../document/warnings';
import { definitionOf, StepInput } from '../steps';
import { stepDigest } from '../steps/digest';
import { verify, verifyInput } from '../steps/verify';
import { plannedAddresses } from './addresses';
import { authorityOf } from './authority';
import { desiredSteps } from './desiredSteps';
import { canApply, canRemove, leavingWarnings, leftBehind, leftWarning } from './leaving';
import { Arrows, arrowsOf } from './needs';
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
  /** Of the members, each once, for the addresses; absent: the usual one. */
  clusterDomains?: readonly string[];
}

/**
 * The ordered steps that lead from what was really applied to what is asked for (`undefined`:
 * nothing, the network is deleted). Pure: the same arguments give the same plan, so that the
 * preview is the plan that runs.
 *
 * - A step that is applied with the same digest is not in the plan, except in a repair; a partial
 *   one is done again or removed.
 * - What is applied waits for what the design says (`arrowsOf`). What is removed waits, in reverse,
 *   until everything which once waited for it is gone or has been applied again without it. What is
 *   applied waits for a removal only when it takes the place of what is removed (`replacements`).
 * - An arrow that goes through steps which are not in the plan goes on to those behind them.
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
  const arrows = arrowsOf(asked);
  const wanted = new Map(inOrder(arrows.all).map(id => [id, asked.get(id)!]));
  const standing = new Map(
    Object.keys(applied)
      .sort()
      .map(id => [id, applied[id].input]),
  );
  const standingArrows = arrowsOf(standing);
  const back = { needs: reversed(standingArrows.needs), all: reversed(standingArrows.all) };
  const recurrences = new Map(
    [...wanted].map(([id, input]) => [id, recurrenceOf(applied, id, input)]),
  );
  const isDue = (id: string) => options.operation === 'repair' || recurrences.get(id) !== 'repair';
  const absent = new Set(options.absent);
  const due = new Map([...wanted].filter(([id, input]) => isDue(id) && canApply(input, absent)));
  const unwanted = inOrder(back.all).filter(id => !wanted.has(id));
  const removed = new Map(
    unwanted.flatMap(id => (canRemove(applied[id].input, absent) ? [[id, applied[id].input]] : [])),
  );
  const left = leftBehind(unwanted.filter(id => !removed.has(id)).map(id => applied[id]));

  const inPlan = (id: string) => due.has(id) || removed.has(id);
  const waitsToApply = waitsOf(arrows, inPlan);
  const waitsToRemove = waitsOf(back, inPlan);
  const replaced = replacements(removed, due, { applied, desired });
  const first = new Set([...replaced.values()].flat());

  const removal = (id: string, waits: Waits) =>
    step(id, 'remove', applied[id], removeSummary(applied[id].input), waits);
  const steps = [
    ...[...removed.keys()].filter(id => first.has(id)).map(id => removal(id, { needs: [] })),
    ...[...due].map(([id, input]) => {
      const waits = waitsToApply(id);
      return step(
        id,
        'apply',
        { input, digest: stepDigest(input) },
        definitionOf(input).applySummary(input) + recurrenceText[recurrences.get(id)!],
        { ...waits, needs: [...(replaced.get(id) ?? []), ...waits.needs] },
      );
    }),
    ...[...removed.keys()].filter(id => !first.has(id)).map(id => removal(id, waitsToRemove(id))),
  ];
  if (desired && wanted.size > 0 && steps.length > 0) {
    steps.push(verifyStep(desired, steps));
  }
  return {
    operation: options.operation ?? operationOf(applied, desired),
    steps,
    addresses: desired ? plannedAddresses(applied, desired, wanted, options.clusterDomains) : [],
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
  waits: Waits,
): PlanStep {
  return { id, ...subjectOf(input), action, ...waits, summary, input, digest };
}

function verifyStep(desired: DesiredNetwork, others: PlanStep[]): PlanStep {
  const input = verifyInput(desired);
  const needed = new Set(others.flatMap(({ needs }) => needs));
  const last = others.filter(({ id }) => !needed.has(id)).map(({ id }) => id);
  const summary = verify.applySummary(input);
  return step('verify', 'apply', { input, digest: stepDigest(input) }, summary, { needs: last });
}

function removeSummary(input: StepInput): string {
  const { kind, removeSummary: summary } = definitionOf(input);
  if (!summary) throw new Error(`a step of kind ${kind} leaves nothing that could be removed`);
  return summary(input);
}

/** Who waits for each step. */
function reversed(arrows: Arrows): Arrows {
  const result = new Map<string, string[]>([...arrows.keys()].map(id => [id, []]));
  for (const [id, others] of arrows) {
    others.forEach(other => result.get(other)?.push(id));
  }
  return result;
}

/** All ids, each behind those that it waits for. */
function inOrder(arrows: Arrows): string[] {
  const order = new Set<string>();
  const visit = (id: string) => {
    if (!order.has(id)) {
      arrows.get(id)?.forEach(visit);
      order.add(id);
    }
  };
  [...arrows.keys()].forEach(visit);
  return [...order];
}

type Waits = Pick<PlanStep, 'needs' | 'after'>;

/** What a step of a plan waits for within it. */
function waitsOf(arrows: { needs: Arrows; all: Arrows }, inPlan: (id: string) => boolean) {
  const needsOf = nearest(arrows.needs, inPlan);
  const allOf = nearest(arrows.all, inPlan);
  return (id: string): Waits => {
    const needs = needsOf(id);
    const after = allOf(id).filter(other => !needs.includes(other));
    return { needs, ...(after.length > 0 && { after }) };
  };
}

/** The arrows of a step within a plan: instead of those that leave it, what is behind them. */
function nearest(arrows: Arrows, inPlan: (id: string) => boolean) {
  const known = new Map<string, string[]>();
  const resolve = (id: string): string[] => {
    let result = known.get(id);
    if (!result) {
      const direct = arrows.get(id) ?? [];
      result = [...new Set(direct.flatMap(other => (inPlan(other) ? [other] : resolve(other))))];
      known.set(id, result);
    }
    return result;
  };
  return resolve;
}
