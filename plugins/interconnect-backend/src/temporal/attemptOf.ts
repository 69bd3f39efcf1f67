import { plainText } from '@interconnect/backstage-plugin-interconnect-common';
import { decodeFirst } from './decode';
import { failureText, FailureLike } from './failureText';
import type { PendingActivity } from './RolloutHistories';

type Payloads = Parameters<typeof decodeFirst>[0];

interface Timestamp {
  seconds?: { toString(): string } | null;
  nanos?: number | null;
}

/** What we read of an activity that has not ended, as the Temporal server sends it. */
export interface PendingActivityLike {
  activityId?: string | null;
  attempt?: number | null;
  lastFailure?: FailureLike | null;
  heartbeatDetails?: Payloads;
  lastHeartbeatTime?: Timestamp | null;
  lastStartedTime?: Timestamp | null;
  /** Enum `PendingActivityState`. */
  state?: number | string | null;
}

/** Longest text kept of a heartbeat, in characters: there may be hundreds of them in one answer. */
export const maxWords = 500;

/**
 * `PENDING_ACTIVITY_STATE_SCHEDULED`: no worker has the activity, it waits for its next attempt.
 */
const scheduled = 1;

/** The attempt that an activity is in, with its newest words, and why the one before failed. */
export function attemptOf(activity: PendingActivityLike): PendingActivity {
  const words = isOfThisAttempt(activity) ? wordsOf(activity.heartbeatDetails) : undefined;
  return {
    activityId: activity.activityId ?? '',
    attempt: activity.attempt ?? 1,
    ...(words && { words }),
    ...(activity.lastFailure && { lastFailure: failureText(activity.lastFailure) }),
  };
}

/** The server keeps the heartbeat of a failed attempt for the next one. */
function isOfThisAttempt({ state, lastHeartbeatTime, lastStartedTime }: PendingActivityLike) {
  return state !== scheduled && nanosecondsOf(lastHeartbeatTime) >= nanosecondsOf(lastStartedTime);
}

/**
 * Undefined when the heartbeat has no text, or is of a worker that encodes in a way that we do not
 * know.
 */
function wordsOf(details: Payloads): string | undefined {
  try {
    const value = decodeFirst<unknown>(details);
    return typeof value === 'string' ? plainText(value.trim(), maxWords) : undefined;
  } catch {
    return undefined;
  }
}

function nanosecondsOf(time: Timestamp | null | undefined): bigint {
  return BigInt(time?.seconds?.toString() ?? 0) * 1_000_000_000n + BigInt(time?.nanos ?? 0);
}
