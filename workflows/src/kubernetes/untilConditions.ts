import {
  ClusterClient,
  describeConditions,
  failure,
  isTrue,
  KubernetesObject,
  nameOf,
  ObjectRef,
  refOf,
} from './client';
import { LastingError, reportedError } from './reportedError';
import { controllerSuspicion } from './skupper/controllerTrouble';
import type { StepContext } from './StepContext';

/** What is waited for of an object. */
interface Wanted<O extends KubernetesObject> {
  /** Conditions that have to be True; may be none where `lacks` decides. */
  types: readonly string[];
  /** Conditions that are told while one of `types` is not True; absent: these. */
  told?: readonly string[];
  /** For people; absent: "to be Configured and Operational". */
  what?: string;
  /**
   * Said while there is no such object yet; absent: one that is not there has been removed, which
   * ends the wait.
   */
  whileAbsent?: string;
  /** What is missing besides; absent or empty: nothing. */
  lacks?(now: O): Promise<string | undefined>;
  /** Done at each look while something is missing. */
  meanwhile?(now: O): Promise<void>;
}

/**
 * Waits until an object's conditions are True and nothing else is missing, and says why it is not
 * so, in the cluster's own words; also that Skupper's controller, which would say it, does not run.
 *
 * Skupper's controller tries again every 30 seconds what it could not do. Most of its errors go
 * away by then: its Site is there, the authority, a queue of its own has been worked off. One that
 * stays the same for longer is for a person to mend.
 *
 * @returns the object as it was seen then
 * @throws failure `NotFound` when the object has been removed, `ObjectFailed` when its controller
 * goes on to report the same error
 */
export async function untilConditions<O extends KubernetesObject>(
  step: StepContext,
  client: ClusterClient,
  object: ObjectRef,
  wanted: Wanted<O>,
): Promise<O> {
  const { types, told = types, what = `to be ${types.join(' and ')}` } = wanted;
  const name = `${nameOf(object)} on ${client.cluster}`;
  const lasting = new LastingError();
  const suspicion = controllerSuspicion(client, object.metadata.namespace ?? '');
  return step.until<O>(`${name} ${what}`, async () => {
    const now = await client.get<O>(refOf(object));
    if (!now) {
      if (wanted.whileAbsent) return { seen: wanted.whileAbsent };
      throw failure('notFound', `${name} has been removed`);
    }
    const isReported = types.every(type => isTrue(now, type));
    const lacking = await wanted.lacks?.(now);
    if (isReported && !lacking) return { done: now };
    const reported = isReported ? undefined : reportedError(now);
    const seconds = lasting.secondsOf(reported);
    if (reported !== undefined && seconds >= step.options.errorSeconds) {
      const text = `${name} is in error: ${reported}`;
      throw failure('objectFailed', `${text} (the same for ${Math.round(seconds)} s)`);
    }
    await wanted.meanwhile?.(now);
    const { status, message } = (now.status ?? {}) as { status?: string; message?: string };
    const error = status === 'Error' ? `Error: ${message}` : '';
    const conditions = isReported ? '' : describeConditions(now, told);
    const silence = isReported || error || reported ? '' : await suspicion();
    return { seen: [error, conditions, silence, lacking].filter(Boolean).join('; ') };
  });
}
