import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { rolloutSignalChannel } from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutFold } from '../projection/RolloutFold';

/** News of one rollout that follow each other faster are told together. */
const togetherMs = 500;

/**
 * Tells the open pages when the projection has saved news of a rollout: only its id, to everybody, because what each may
 * see is decided when they ask. Nobody waits for it, and nothing depends on it: pages ask now and then by themselves, and a
 * portal without signals drops them.
 */
export function createSignaller(services: {
  signals: SignalsService;
  logger: LoggerService;
}): (before: RolloutFold, after: RolloutFold) => void {
  const { signals, logger } = services;
  /** Rollouts that were told of a moment ago; true: there is more to tell. */
  const recent = new Map<string, boolean>();

  function tell(rollout: string) {
    recent.set(rollout, false);
    const timer = setTimeout(() => {
      const isMore = recent.get(rollout);
      recent.delete(rollout);
      if (isMore) {
        tell(rollout);
      }
    }, togetherMs);
    timer.unref();
    void publish(rollout);
  }

  async function publish(rollout: string) {
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: rolloutSignalChannel,
        message: { rollout },
      });
    } catch (error) {
      logger.debug(`Pages are not told of rollout ${rollout}: ${(error as Error).message}`);
    }
  }

  return (_before, { rolloutId }) => {
    if (recent.has(rolloutId)) {
      recent.set(rolloutId, true);
    } else {
      tell(rolloutId);
    }
  };
}
