import type { Condition, KubernetesObject } from '../client';
import type { MirrorEntry } from './mirrorKinds';

/** What stands in the status of every mirrored object. */
export type MirrorStatus = {
  state?: string;
  since?: string;
  message?: string;
  observedAt?: string;
  observedGeneration?: number;
};

export type MirrorObject = KubernetesObject<Record<string, unknown>, MirrorStatus>;

/** How a state reads as the condition `Ready`. */
const readiness = {
  Ready: 'True',
  Up: 'True',
  NotReady: 'False',
  Degraded: 'False',
  Down: 'False',
  Unknown: 'Unknown',
  Empty: 'False',
  NeedsAttention: 'False',
  Deleting: 'False',
  Progressing: 'Unknown',
} as const satisfies Record<MirrorEntry['seen']['state'], Condition['status']>;

/**
 * The status of a mirrored object, with a condition `Ready` for `kubectl wait` and for tools that
 * read kstatus. Where the clusters do not say since when something is so, that is since the first
 * observation that found it so: the object as it stands says which that was.
 *
 * @param existing - as it stands, with the spec that the observation belongs to
 * @param readAt - time of the reading
 */
export function mirrorStatus(
  { seen, status }: Pick<MirrorEntry, 'seen' | 'status'>,
  existing: MirrorObject,
  readAt: string,
) {
  const { state, observedAt, message } = seen;
  const before = existing.status;
  const known = before?.state === state ? before.since : undefined;
  const since = seen.since ?? known ?? readAt;
  const ready = before?.conditions?.find(({ type }) => type === 'Ready');
  const observedGeneration = existing.metadata.generation;
  return {
    ...status,
    state,
    since,
    ...(message !== undefined && { message }),
    ...(observedAt !== undefined && { observedAt }),
    observedGeneration,
    conditions: [
      {
        type: 'Ready',
        status: readiness[state],
        reason: state,
        message: message ?? '',
        observedGeneration,
        lastTransitionTime:
          (ready?.status === readiness[state] && ready.lastTransitionTime) || since,
      },
    ],
  };
}
