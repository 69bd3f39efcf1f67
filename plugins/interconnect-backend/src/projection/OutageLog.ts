import type { LoggerService } from '@backstage/backend-plugin-api';
import { reasonOf, TemporalUnavailableError } from '../temporal/errors';

/**
 * Says once that Temporal cannot be read and once that it can again, however many rollouts are being read; says every
 * error that is something else.
 */
export class OutageLog {
  private down = false;

  constructor(private readonly logger: LoggerService) {}

  /** The last reading failed because Temporal does not answer. */
  get isDown(): boolean {
    return this.down;
  }

  failed(rolloutId: string, error: unknown): void {
    if (!(error instanceof TemporalUnavailableError)) {
      this.logger.error(
        `Rollout ${rolloutId}: its history cannot be recorded: ${reasonOf(error)}`,
        {
          cause: error instanceof Error ? (error.stack ?? '') : '',
        },
      );
    } else if (!this.down) {
      this.down = true;
      this.logger.warn(
        `The progress of rollouts is not read until Temporal answers again; nothing of it is lost. ${error.message}`,
      );
    }
  }

  succeeded(): void {
    if (this.down) {
      this.down = false;
      this.logger.info(
        'Temporal answers again; the progress of rollouts is read from where it was',
      );
    }
  }
}
