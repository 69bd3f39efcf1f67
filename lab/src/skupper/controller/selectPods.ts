import { Connector } from '../api/types';
import { Pod } from '../../kube/types';
import { SelectedPod } from './objects/desiredRouterConfig';

/** Whether a label selector matches a pod. */
export function selectedBy(selector: string, { metadata }: Pod): boolean {
  return parseSelector(selector).every(test => test(metadata.labels ?? {}));
}

/**
 * The running pods that a connector's selector matches; ready ones only, unless it wants the others
 * as well.
 */
export function selectPods({ spec }: Connector, pods: Pod[]): SelectedPod[] {
  if (!spec?.selector) return [];
  const { selector, includeNotReadyPods } = spec;
  return pods
    .filter(pod => {
      const { phase, podIP } = pod.status ?? {};
      const running = phase === 'Running' && Boolean(podIP) && !pod.metadata.deletionTimestamp;
      return selectedBy(selector, pod) && running && (includeNotReadyPods || isReady(pod));
    })
    .map(({ metadata, status }) => ({
      name: metadata.name,
      ip: status!.podIP!,
      uid: metadata.uid ?? '',
    }));
}

/** Whether a pod says that it is ready. */
export function isReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some(({ type, status: s }) => type === 'Ready' && s === 'True');
}

/** Reads an equality-based label selector: `a=b,c!=d,e,!f`. */
function parseSelector(selector: string): Array<(labels: Record<string, string>) => boolean> {
  return selector
    .split(',')
    .map(term => term.trim())
    .filter(Boolean)
    .map(term => {
      const [, key, operator, value] = /^([^=!\s]+)\s*(!=|==?)\s*(.*)$/.exec(term) ?? [];
      if (operator === '!=') return labels => labels[key] !== value;
      if (operator) return labels => labels[key] === value;
      if (term.startsWith('!')) return labels => !(term.slice(1) in labels);
      return labels => term in labels;
    });
}
