import { ObjectRef } from '../client';

/** What others need comes first, what runs last. */
const first = ['Namespace', 'CustomResourceDefinition', 'ServiceAccount', 'ClusterRole', 'Role'];
const last = [
  'Service',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'Deployment',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

/**
 * Objects in the order in which they can be applied; reversed, in which they can be removed.
 * Stable.
 */
export function inOrder<O extends Pick<ObjectRef, 'kind'>>(objects: readonly O[]): O[] {
  const weight = ({ kind }: O) => {
    if (first.includes(kind)) return first.indexOf(kind) - first.length;
    return last.includes(kind) ? last.indexOf(kind) + 1 : 0;
  };
  return [...objects].sort((a, b) => weight(a) - weight(b));
}
