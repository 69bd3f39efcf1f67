import { ExposedService } from '../network/types';
import { definitionOf } from '../steps';
import { isServer } from '../steps/deployApplication';
import { AppliedNetwork, AppliedStep, PlanStep } from './types';

/*
 * What a rollout does to the record of what stands on the clusters. The workflow and the fold of
 * its history use the same functions and so agree. A step without an inverse leaves nothing, and is
 * never part of the record.
 *
 * `startStep`, `applyStep` and `removeStep` leave their argument alone and copy the record, which
 * is right for a step now and then. `noteStarted` and `noteSucceeded` change the record that they
 * are given: for whoever owns one and goes through thousands of steps.
 */

/** What is needed to know of a step to record it. @public */
export type RecordedStep = Pick<PlanStep, 'id' | 'kind' | 'action' | 'input' | 'digest'>;

/** What a step that deploys an application reports, for the record. @public */
export type StepFindings = Pick<AppliedStep, 'exposed' | 'workloads'>;

function isRecorded({ input }: RecordedStep): boolean {
  return definitionOf(input).removeSummary !== undefined;
}

/** `startStep`, in place. @public */
export function noteStarted(applied: AppliedNetwork, step: RecordedStep): void {
  if (!isRecorded(step)) {
    return;
  }
  const exposed = applied[step.id]?.exposed;
  applied[step.id] = {
    input: step.input,
    digest: step.digest,
    state: 'partial',
    ...(exposed && { exposed }),
  };
}

/** `applyStep`, in place. @public */
export function noteSucceeded(
  applied: AppliedNetwork,
  step: RecordedStep,
  result?: StepFindings,
): void {
  if (!isRecorded(step)) {
    return;
  }
  if (step.action === 'remove') {
    delete applied[step.id];
    return;
  }
  applied[step.id] = {
    input: step.input,
    digest: step.digest,
    state: 'applied',
    ...(result?.exposed && { exposed: result.exposed }),
    ...(result?.workloads && { workloads: result.workloads }),
  };
}

/**
 * The step's activity has been scheduled: from now on it may have done anything between nothing and
 * everything. An inverse keeps the input of what it removes, and what a server once exposed stays
 * known until it succeeds again.
 *
 * @public
 */
export function startStep(applied: AppliedNetwork, step: RecordedStep): AppliedNetwork {
  const next = { ...applied };
  noteStarted(next, step);
  return next;
}

/** The step has succeeded: an applied one stands, a removed one is gone. @public */
export function applyStep(
  applied: AppliedNetwork,
  step: RecordedStep,
  result?: StepFindings,
): AppliedNetwork {
  const next = { ...applied };
  noteSucceeded(next, step, result);
  return next;
}

/** What the step once did is gone. @public */
export function removeStep(applied: AppliedNetwork, step: Pick<PlanStep, 'id'>): AppliedNetwork {
  const { [step.id]: _gone, ...rest } = applied;
  return rest;
}

/** What servers are known to expose, in a stable order. @public */
export function exposedServices(applied: AppliedNetwork): ExposedService[] {
  return Object.keys(applied)
    .filter(id => isServer(applied[id].input))
    .sort()
    .flatMap(id => applied[id].exposed ?? []);
}

/** Clusters on which something stands, the hub first. @public */
export function appliedClusters(applied: AppliedNetwork): string[] {
  const hubs: string[] = [];
  const others: string[] = [];
  for (const { input } of Object.values(applied)) {
    if ('cluster' in input) {
      (input.kind === 'createNetwork' ? hubs : others).push(input.cluster);
    }
  }
  return [...new Set([...hubs, ...others.sort()])];
}
