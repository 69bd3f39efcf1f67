import {
  managedBy,
  managedByLabel,
  networkLabel,
  projectLabel,
  stepLabel,
} from '../network/labels';
import { NetworkRef } from '../network/types';
import { StepKind } from '.';

/**
 * Value of the step label: the kind, for applications `deployApplication.<application>`. The
 * cluster is not part of it: an object stands on the cluster that its step works on, except the
 * Certificates of spokes on the hub, which `linkNameOf(spoke)` tells apart.
 *
 * @public
 */
export function stepLabelOf(step: { kind: StepKind; application?: string }): string {
  return step.application === undefined ? step.kind : `${step.kind}.${step.application}`;
}

/** Labels of every object that we make: who made it, for which network, in which step. @public */
export function labelsOf(
  network: Pick<NetworkRef, 'project' | 'name'>,
  step: { kind: StepKind; application?: string },
): Record<string, string> {
  return {
    [managedByLabel]: managedBy,
    [projectLabel]: network.project,
    [networkLabel]: network.name,
    [stepLabel]: stepLabelOf(step),
  };
}

/** Label selector for all objects of a network, or of one of its steps. @public */
export function labelSelectorOf(
  network: Pick<NetworkRef, 'project' | 'name'>,
  step?: { kind: StepKind; application?: string },
): string {
  const labels: Record<string, string> = {
    [managedByLabel]: managedBy,
    [projectLabel]: network.project,
    [networkLabel]: network.name,
    ...(step && { [stepLabel]: stepLabelOf(step) }),
  };
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
