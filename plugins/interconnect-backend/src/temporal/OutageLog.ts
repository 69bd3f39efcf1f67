import type { LoggerService } from '@backstage/backend-plugin-api';
import { reasonOf, TemporalUnavailableError } from '../temporal/errors';

/** What is said. */
export interface OutageTexts {
  /** Temporal does not answer; the reason follows. */
  down: string;
  /** It answers again. */
  up: string;
  /** Something else went wrong with this; the reason follows. */
  failed(subject: string): string;
}

const rollouts: OutageTexts = {
  down: 'The progress of rollouts is not read until Temporal answers again; nothing of it is lost.',
  up: 'Temporal answers again; the progress of rollouts is read from where it was',
  failed: rolloutId => `Rollout ${rolloutId}: its history cannot be recorded`,
};

/**
 * Says once that Temporal cannot be used and once that it can again, however often it is tried;
 * says every error that is something else.
 */
export class OutageLog {
  private down = false;

  constructor(
    private readonly logger: LoggerService,
    private readonly texts: OutageTexts = rollouts,
  ) {}

  /** The last attempt failed because Temporal does not answer. */
  get isDown(): boolean {
    return this.down;
  }

  failed(subject: string, error: unknown): void {
    if (!(error instanceof TemporalUnavailableError)) {
      this.logger.error(`${this.texts.failed(subject)}: ${reasonOf(error)}`, {
        cause: error instanceof Error ? (error.stack ?? '') : '',
      });
    } else if (!this.down) {
      this.down = true;
      this.logger.warn(`${this.texts.down} ${error.message}`);
    }
  }

  succeeded(): void {
    if (this.down) {
      this.down = false;
      this.logger.info(this.texts.up);
    }
  }
}
