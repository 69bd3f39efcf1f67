import { Rollout, RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';

/**
 * Page of a step in Temporal's UI: the event that scheduled it, in the run that did (a long rollout has several). Undefined
 * for a step that was not started, or of which the event is not known.
 */
export function stepUrl(
  { workflow: { url, runId } }: Pick<Rollout, 'workflow'>,
  { event }: Pick<RolloutStep, 'event'>,
): string | undefined {
  const end = url.lastIndexOf(`/${encodeURIComponent(runId)}`);
  if (!event || end < 0) return undefined;
  return `${url.slice(0, end)}/${encodeURIComponent(event.runId)}/history/events/${event.eventId}`;
}
