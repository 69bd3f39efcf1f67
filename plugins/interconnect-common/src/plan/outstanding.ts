import { DesiredNetwork } from '../document/DesiredNetwork';
import { clustersToApply, clustersToRemove, leftBehind } from './leaving';
import { plan } from './plan';
import { AppliedNetwork, LeftBehind } from './types';

/**
 * What is left to do of a network, as far as a list has to know it. It is made once, when a
 * document or what is applied has changed, and then answers for any set of clusters that are not
 * configured.
 *
 * @public
 */
export interface Outstanding {
  /** The clusters that each step needs, every set once. */
  steps: string[][];
  /** What the removals among the steps would take away, by cluster. */
  removals: LeftBehind[];
}

/** What the plan from `applied` to `desired` would do. @public */
export function outstandingOf(applied: AppliedNetwork, desired: DesiredNetwork): Outstanding {
  const steps = plan(applied, desired).steps.filter(({ kind }) => kind !== 'verify');
  const needed = steps.map(({ action, input }) =>
    action === 'apply' ? clustersToApply(input) : clustersToRemove(input),
  );
  return {
    steps: [...new Map(needed.map(clusters => [clusters.join(), clusters])).values()],
    removals: leftBehind(
      steps.filter(({ action }) => action === 'remove').map(({ id }) => applied[id]),
    ),
  };
}

/** Whether a plan without steps on `absent` clusters would do anything. @public */
export function isOutstanding({ steps }: Outstanding, absent: readonly string[] = []): boolean {
  const gone = new Set(absent);
  return steps.some(clusters => !clusters.some(cluster => gone.has(cluster)));
}

/** What such a plan would leave behind on those clusters. @public */
export function leftOn({ removals }: Outstanding, absent: readonly string[]): LeftBehind[] {
  const gone = new Set(absent);
  return removals.filter(({ cluster }) => gone.has(cluster));
}
