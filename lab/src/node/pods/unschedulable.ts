import type { V1Pod } from '@kubernetes/client-node';
import { arch } from 'node:os';
import type { NodeSettings } from '../settings';

/** Labels of the lab's node. */
export function nodeLabels({ nodeName }: Pick<NodeSettings, 'nodeName'>): Record<string, string> {
  return {
    'kubernetes.io/hostname': nodeName,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': arch() === 'x64' ? 'amd64' : arch(),
    'lab.interconnect/node': 'true',
  };
}

/**
 * Why a pod cannot be bound to the only node there is; undefined when it can. Of the scheduler's
 * rules only nodeSelector counts.
 */
export function unschedulable(
  pod: V1Pod,
  settings: Pick<NodeSettings, 'nodeName'>,
): string | undefined {
  const labels = nodeLabels(settings);
  const wrong = Object.entries(pod.spec?.nodeSelector ?? {}).filter(
    ([key, value]) => labels[key] !== value,
  );
  if (wrong.length === 0) return undefined;
  const list = wrong.map(([key, value]) => `${key}=${value}`).join(', ');
  return `0/1 nodes are available: the lab's node does not have ${list}`;
}
