import { RolloutSummary } from '@interconnect/backstage-plugin-interconnect-common';

/** How long a rollout took, or has taken until `now`, in seconds. */
export function durationOf({ startedAt, endedAt }: Pick<RolloutSummary, 'startedAt' | 'endedAt'>, now: number): number {
  const end = endedAt === undefined ? now : Date.parse(endedAt);
  return Math.max(0, Math.round((end - Date.parse(startedAt)) / 1000));
}
