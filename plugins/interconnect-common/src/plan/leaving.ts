import { definitionOf, StepInput } from '../steps';
import { AppliedStep, LeftBehind } from './types';

/** The clusters that have to be there for a step to be carried out. */
export function clustersToApply(input: StepInput): string[] {
  const other = definitionOf(input).alsoOn?.(input);
  return [...clustersToRemove(input), ...(other === undefined ? [] : [other])];
}

/** Those that its inverse needs: that of a link goes without a hub that is not there. */
export function clustersToRemove(input: StepInput): string[] {
  return 'cluster' in input ? [input.cluster] : [];
}

/** Whether a step can be carried out when some clusters are not configured any more. */
export function canApply(input: StepInput, absent: ReadonlySet<string>): boolean {
  return !clustersToApply(input).some(cluster => absent.has(cluster));
}

/** Whether the inverse of a step can. */
export function canRemove(input: StepInput, absent: ReadonlySet<string>): boolean {
  return !clustersToRemove(input).some(cluster => absent.has(cluster));
}

/** What steps have made that nobody can remove, by cluster. */
export function leftBehind(steps: readonly AppliedStep[]): LeftBehind[] {
  const byCluster = new Map<string, Set<string>>();
  for (const { input, workloads = [] } of steps) {
    if (!('cluster' in input)) {
      continue;
    }
    const objects = byCluster.get(input.cluster) ?? new Set();
    byCluster.set(input.cluster, objects);
    [
      ...definitionOf(input).makes(input),
      ...workloads.map(workload => inNamespace(workload, input)),
    ].forEach(object => objects.add(object));
  }
  return [...byCluster]
    .map(([cluster, objects]) => ({ cluster, objects: [...objects].sort() }))
    .sort((one, other) => (one.cluster < other.cluster ? -1 : 1));
}

/** For people, before and after. @public */
export function leftWarning({ cluster, objects }: LeftBehind): string {
  return (
    `${cluster} is not configured any more, so nothing can be done there. What stays there: ${objects.join(', ')}. ` +
    'When the cluster is back, the next rollout removes it'
  );
}

/** A spoke that goes takes its certificate along, which the hub goes on to accept. */
export function leavingWarnings(
  removed: readonly StepInput[],
  wanted: ReadonlyMap<string, StepInput>,
): string[] {
  const leaving = removed.flatMap(input => (input.kind === 'linkSpoke' ? [input.cluster] : []));
  if (leaving.length === 0 || wanted.size === 0) {
    return [];
  }
  const some = leaving.slice(0, 10).join(', ') + (leaving.length > 10 ? ', …' : '');
  return [
    `Removing ${some} revokes nothing: whoever has a copy of the certificate can link to the hub until the network's ` +
      'authority is rotated. Rotate it afterwards',
  ];
}

function inNamespace(workload: string, input: StepInput): string {
  return input.kind === 'deployApplication'
    ? `${workload} in Namespace ${input.namespace}`
    : workload;
}
