import type { PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import { manifestOf } from './activityInput';
import type { PlanProgress } from './PlanProgress';
import { stepStart, type StepStart } from './stepStart';

/** Bounds on what is started. */
export interface Window {
  /** Activities that run at once. */
  steps: number;
  /** Characters of manifests that are handed over in one go; a single manifest always fits. */
  manifestLength: number;
}

/**
 * Starts those steps of a plan that may start now, within the window.
 *
 * @param manifests - bytes by digest
 */
export function startSteps(
  progress: PlanProgress,
  window: Window,
  manifests: Readonly<Record<string, string>>,
): StepStart[] {
  const starts: StepStart[] = [];
  let length = 0;
  const fits = (step: PlanStep) => {
    const digest = manifestOf(step);
    length += (digest !== undefined && manifests[digest]?.length) || 0;
    return starts.length === 0 || length <= window.manifestLength;
  };
  while (progress.graph.counts.Running < window.steps) {
    const step = progress.graph.start(fits);
    if (!step) break;
    starts.push(stepStart(step, progress, manifests));
  }
  return starts;
}
