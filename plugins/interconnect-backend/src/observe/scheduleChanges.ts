import type { ActualSchedule, WantedSchedule } from '../temporal/Observations';

/** One thing to do about a Schedule. */
export type ScheduleChange =
  | { kind: 'create'; wanted: WantedSchedule }
  /** Temporal's API cannot change a memo everywhere; what a person paused stays so. */
  | { kind: 'replace'; wanted: WantedSchedule; state: Pick<ActualSchedule, 'paused' | 'note'> }
  | { kind: 'remove'; id: string };

/** The Schedules that there should be. */
export interface WantedSchedules {
  wanted: readonly WantedSchedule[];
  /** Ids of those that are left as they are for now, whether they are there or not. */
  held: ReadonlySet<string>;
  /** Queue of our worker. What another portal made in the same namespace is not removed. */
  taskQueue: string;
}

/** What leads from the Schedules that there are to those that there should be. */
export function scheduleChanges(
  { wanted, held, taskQueue }: WantedSchedules,
  actual: readonly ActualSchedule[],
): ScheduleChange[] {
  const present = new Map(actual.map(schedule => [schedule.id, schedule]));
  const wantedIds = new Set(wanted.map(({ id }) => id));
  return [
    ...actual
      .filter(one => !wantedIds.has(one.id) && one.taskQueue === taskQueue)
      .map(({ id }) => ({ kind: 'remove' as const, id })),
    ...wanted.flatMap((one): ScheduleChange[] => {
      const existing = present.get(one.id);
      if (!existing) {
        return [{ kind: 'create', wanted: one }];
      }
      const { digest, paused, note } = existing;
      const state = { paused, ...(note !== undefined && { note }) };
      return digest === one.digest ? [] : [{ kind: 'replace', wanted: one, state }];
    }),
  ].filter(change => !held.has(change.kind === 'remove' ? change.id : change.wanted.id));
}
