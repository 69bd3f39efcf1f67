import {
  isFinal,
  isStepState,
  Rollout,
  RolloutStep,
  StepState,
  StepStateDefinition,
  stepStates,
} from '@interconnect/backstage-plugin-interconnect-common';

/** A step as the table shows it. */
export interface StepRow {
  id: string;
  step: RolloutStep;
  /** Place in the plan. */
  position: number;
  /** Ids of what a pending step still waits for. */
  waitsFor: string[];
}

/** The steps of a rollout with what each still waits for. */
export function stepRows({ steps }: Pick<Rollout, 'steps'>): StepRow[] {
  const open = new Set(
    steps.filter(({ state }) => !stepStates[state]?.meetsNeeds).map(({ id }) => id),
  );
  return steps.map((step, position) => ({
    id: step.id,
    step,
    position,
    waitsFor: step.state === 'Pending' ? step.needs.filter(id => open.has(id)) : [],
  }));
}

/**
 * The rows with those of `before` in the place of equal ones: a table of thousands then builds only
 * what has changed.
 */
export function reuseRows(before: StepRow[], rows: StepRow[]): StepRow[] {
  const known = new Map(before.map(row => [row.id, row]));
  return rows.map(row => {
    const old = known.get(row.id);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}

/**
 * How long a step took, or has taken until `now`, in seconds; undefined when it has not started.
 */
export function secondsOf(
  { startedAt, endedAt, state }: Pick<RolloutStep, 'startedAt' | 'endedAt' | 'state'>,
  now: number,
): number | undefined {
  if (startedAt === undefined) return undefined;
  if (endedAt === undefined && state !== 'Running') return undefined;
  const end = endedAt === undefined ? now : Date.parse(endedAt);
  return Math.max(0, Math.round((end - Date.parse(startedAt)) / 1000));
}

/** The text of a row that the search looks in. */
export function searchText({ step }: StepRow): string {
  return [step.id, step.summary, step.cluster, step.message, step.error].filter(Boolean).join(' ');
}

/** Steps by what they count as for the whole. */
type StepSummary = Record<'all' | StepStateDefinition['counts'], number>;

/**
 * Counts the steps of a rollout; states that this version does not know count for none but `all`.
 */
export function summaryOf(steps: RolloutStep[]): StepSummary {
  const summary = { all: steps.length, done: 0, running: 0, failed: 0, waiting: 0 };
  for (const { state } of steps) {
    if (isStepState(state)) summary[stepStates[state].counts] += 1;
  }
  return summary;
}

/** Of steps that will not come any more; the API has no name for it. */
export const notStarted = 'NotStarted';

/** A rollout as its steps are shown: when it has ended, none of them waits. */
export function asShown(rollout: Rollout): Rollout {
  if (!isFinal(rollout.state)) return rollout;
  const steps = rollout.steps.map(step =>
    step.state === 'Pending' ? { ...step, state: notStarted as StepState } : step,
  );
  return { ...rollout, steps };
}

/**
 * Page of a step in Temporal's UI: the event that scheduled it, in the run that did (a long rollout
 * has several). Undefined for a step that was not started, or of which the event is not known.
 */
export function stepUrl(
  { workflow: { url, runId } }: Pick<Rollout, 'workflow'>,
  { event }: Pick<RolloutStep, 'event'>,
): string | undefined {
  const end = url.lastIndexOf(`/${encodeURIComponent(runId)}`);
  if (!event || end < 0) return undefined;
  return `${url.slice(0, end)}/${encodeURIComponent(event.runId)}/history/events/${event.eventId}`;
}
