import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { rolloutSignalChannel } from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutFold } from '../projection/RolloutFold';

/** News of one rollout within this time are sent as one signal. */
const togetherMs = 500;

/**
 * Tells open pages that the projection has saved news of a rollout. The signal holds only the id
 * and goes to everybody: the API decides what each of them may see. Nothing depends on it, because
 * pages also ask at an interval.
 */
export function createSignaller(services: {
  signals: SignalsService;
  logger: LoggerService;
}): (before: RolloutFold, after: RolloutFold) => void {
  const { signals, logger } = services;
  /** Rollouts with a recent signal. True: there is more news to send. */
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
