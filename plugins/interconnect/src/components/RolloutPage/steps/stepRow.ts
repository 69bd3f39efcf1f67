import {
  isFinal,
  isStepState,
  Rollout,
  RolloutState,
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
  /** Summaries of the steps that a pending one still waits for. */
  waitsFor: string[];
  /** What else a pending step waits for, when it waits for no other one. */
  heldBy?: HeldBy;
}

/** That somebody approves, that somebody resumes, or that one of the steps that run has ended. */
type HeldBy = 'approval' | 'resume' | 'turn';

const heldBy: { [S in RolloutState]?: HeldBy } = {
  AwaitingApproval: 'approval',
  Paused: 'resume',
  Running: 'turn',
};

/** The steps of a rollout with what each still waits for. */
export function stepRows({ steps, state }: Pick<Rollout, 'steps' | 'state'>): StepRow[] {
  const open = new Map(
    steps
      .filter(step => !stepStates[step.state]?.meetsNeeds)
      .map(({ id, summary }) => [id, summary]),
  );
  const ended = new Set(steps.filter(({ state: its }) => its === 'Failed').map(({ id }) => id));
  const waitsOf = ({ needs, after = [] }: RolloutStep) => [
    ...needs,
    ...after.filter(id => !ended.has(id)),
  ];
  return steps.map((step, position) => {
    const waits = step.state === 'Pending';
    const waitsFor = waits ? waitsOf(step).flatMap(id => open.get(id) ?? []) : [];
    const held = waits && waitsFor.length === 0 ? heldBy[state] : undefined;
    return { id: step.id, step, position, waitsFor, ...(held && { heldBy: held }) };
  });
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
  const summary = { all: steps.length, done: 0, skipped: 0, running: 0, failed: 0, waiting: 0 };
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
