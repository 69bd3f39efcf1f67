import { ConflictError, CustomErrorBase } from '@backstage/errors';
import type { RolloutState } from '@interconnect/backstage-plugin-interconnect-common';

/** 412. Somebody was faster. */
export class PreconditionFailedError extends CustomErrorBase {
  name = 'PreconditionFailedError' as const;
  readonly statusCode = 412;
}

/** 412. Another plan would be carried out than the one that was shown. */
export class PlanChangedError extends CustomErrorBase {
  name = 'PlanChangedError' as const;
  readonly statusCode = 412;
}

/** 413. */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

/** 428. A change needs `If-Match`. */
export class PreconditionRequiredError extends CustomErrorBase {
  name = 'PreconditionRequiredError' as const;
  readonly statusCode = 428;
}

/** 429. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
  /**
   * After so many seconds it may succeed. Also for browsers, which do not see the header of another
   * origin.
   */
  readonly retryAfterSeconds: number;

  constructor(what: string, retryAfterSeconds: number) {
    super(`${what}: try again in ${retryAfterSeconds} seconds`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** 409. One rollout of a network at a time; the body carries the one that runs. */
export class RolloutOpenError extends ConflictError {
  readonly rollout: { id: string; state: RolloutState; url: string };

  constructor(network: string, rollout: { id: string; state: RolloutState; url: string }) {
    super(
      `Rollout ${rollout.id} of network "${network}" has not ended (${rollout.state}). One rollout of a network runs at ` +
        `a time: wait for it or cancel it, see ${rollout.url}`,
    );
    this.rollout = rollout;
  }
}
