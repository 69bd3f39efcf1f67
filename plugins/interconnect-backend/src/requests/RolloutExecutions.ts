import type { TemporalClient } from '../temporal/TemporalClient';

/** What requests need of Temporal. */
export type RolloutExecutions = Pick<TemporalClient, 'start' | 'startedBy' | 'command'>;
