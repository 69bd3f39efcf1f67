import { planWarnings } from '../document/warnings';
import { plannedAddresses } from './addresses';
import { desiredSteps, networkRefOf } from './desiredSteps';
import { stepDigest } from './digest';
import { needsOf } from './needs';
import { subjectOf } from './stepIds';
import { applySummary, removeSummary } from './summaries';
import { AppliedNetwork, DesiredNetwork, Operation, Plan, PlanStep, StepInput } from './types';

/** @public */
export interface PlanOptions {
  /** What the rollout is called; by default create, update or delete, by what stands and what is asked for. */
  operation?: Operation;
}

/**
 * The ordered steps that lead from what was really applied to what is asked for (`undefined`: nothing, the network
 * is deleted). Pure: the same arguments give the same plan, so that the preview is the plan that runs.
 *
 * - A step that is applied with the same digest is not in the plan; a partial one is done again or removed.
 * - What is applied needs what the design says (`needsOf`). What is removed needs, in reverse, that everything which
 *   once needed it is gone or has been applied again without it. Nothing that is applied waits for a removal.
 * - A need that goes through steps which are not in the plan goes on to those behind them.
 * - `verify` ends every other plan that leaves members, and waits for all of it.
 *
 * The steps are in an order in which they can run one after the other. Neither it nor anything else depends on the order
 * of the keys of `applied`, which databases do not keep.
 * Throws when the digest of a manifest is missing.
 *
 * @public
 */
export function plan(
  applied: AppliedNetwork,
  desired: DesiredNetwork | undefined,
  options: PlanOptions = {},
): Plan {
  const wanted: Map<string, StepInput> = desired ? desiredSteps(desired) : new Map();
  const standing = new Map(
    Object.keys(applied)
      .sort()
      .map(id => [id, applied[id].input]),
  );

  const steps = new Map<string, PlanStep>();
  for (const [id, input] of wanted) {
    const before = Object.hasOwn(applied, id) ? applied[id] : undefined;
    const digest = stepDigest(input);
    if (before?.state !== 'applied' || before.digest !== digest) {
      steps.set(id, step(id, 'apply', input, digest, applySummary(input, before)));
    }
  }
  const applyNeeds = needsOf(wanted);
  const removeNeeds = reversed(needsOf(standing));
  for (const id of removalOrder(standing, removeNeeds)) {
    if (!wanted.has(id)) {
      const { input, digest } = applied[id];
      steps.set(id, step(id, 'remove', input, digest, removeSummary(input)));
    }
  }

  const applyNeedsInPlan = nearest(applyNeeds, steps);
  const removeNeedsInPlan = nearest(removeNeeds, steps);
  for (const planned of steps.values()) {
    planned.needs = (planned.action === 'apply' ? applyNeedsInPlan : removeNeedsInPlan)(planned.id);
  }
  if (desired && wanted.size > 0 && steps.size > 0) {
    const verify = verifyStep(desired, [...steps.values()]);
    steps.set(verify.id, verify);
  }
  return {
    operation: options.operation ?? operationOf(applied, desired),
    steps: [...steps.values()],
    addresses: desired ? plannedAddresses(applied, desired, wanted) : [],
    warnings: desired ? planWarnings(desired) : [],
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
  input: StepInput,
  digest: string,
  summary: string,
): PlanStep {
  const { kind, cluster, application } = subjectOf(input);
  return {
    id,
    kind,
    action,
    ...(cluster !== undefined && { cluster }),
    ...(application !== undefined && { application }),
    needs: [],
    summary,
    input,
    digest,
  };
}

function verifyStep(desired: DesiredNetwork, others: PlanStep[]): PlanStep {
  const { hub, spokes = [] } = desired.document;
  const input: StepInput = {
    kind: 'verify',
    network: networkRefOf(desired),
    members: [
      ...(hub ? [{ cluster: hub.cluster, role: 'hub' as const }] : []),
      ...spokes.map(({ cluster }) => ({ cluster, role: 'spoke' as const })),
    ],
  };
  const needed = new Set(others.flatMap(({ needs }) => needs));
  return {
    ...step('verify', 'apply', input, stepDigest(input), applySummary(input, undefined)),
    needs: others.filter(({ id }) => !needed.has(id)).map(({ id }) => id),
  };
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
function removalOrder(
  standing: ReadonlyMap<string, StepInput>,
  needs: ReadonlyMap<string, string[]>,
): string[] {
  const order = new Set<string>();
  const visit = (id: string) => {
    if (!order.has(id)) {
      needs.get(id)?.forEach(visit);
      order.add(id);
    }
  };
  [...standing.keys()].forEach(visit);
  return [...order];
}

/** The needs of a step within a plan: those that are in it, and instead of the others what is behind them. */
function nearest(needs: ReadonlyMap<string, string[]>, inPlan: ReadonlyMap<string, unknown>) {
  const known = new Map<string, string[]>();
  const resolve = (id: string): string[] => {
    let result = known.get(id);
    if (!result) {
      result = [
        ...new Set(
          (needs.get(id) ?? []).flatMap(other => (inPlan.has(other) ? [other] : resolve(other))),
        ),
      ];
      known.set(id, result);
    }
    return result;
  };
  return resolve;
}
