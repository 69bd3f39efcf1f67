import { isFinal } from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import type { ProjectedAuditEntry } from './ProjectionStore';
import { type RolloutFold, withOwnRecord } from './RolloutFold';
import { foldActivity } from './foldActivity';
import { auditEntries, Change, Folded } from './foldAudit';
import { foldEnd } from './foldEnd';
import { foldRollback } from './foldRollback';
import { foldStarted } from './foldStarted';
import { foldUpdate } from './foldUpdate';

/**
 * An event that does not follow the last one that was folded: events between them were not read.
 */
export class HistoryGapError extends Error {
  constructor(runId: string, expected: number, got: number) {
    super(`History of run ${runId}: expected event ${expected}, got ${got}`);
    this.name = 'HistoryGapError';
  }
}

/**
 * Folds one event of a rollout's history. Pure: the same events give the same fold and the same
 * audit entries, in one go or in pieces, today or after a restart. An event that has been folded
 * before changes nothing.
 *
 * @param fold - what the events before have told; undefined before the first one
 * @param runId - the run that the event belongs to
 * @throws HistoryGapError when events were left out
 */
function foldEvent(current: RolloutFold | undefined, runId: string, event: RolloutEvent): Folded {
  if (current && isFolded(current, runId, event.eventId)) {
    return { fold: current, audit: [] };
  }
  const expected = current?.position.runId === runId ? current.position.eventId + 1 : 1;
  if (event.eventId !== expected) {
    throw new HistoryGapError(runId, expected, event.eventId);
  }
  const change = apply(current, event);
  const next = { ...change.fold };
  if (event.type !== 'ContinuedAsNew') {
    next.position = { runId, eventId: event.eventId };
  }
  if (!change.fold.runs.includes(runId)) {
    next.runs = [...change.fold.runs, runId];
  }
  return { fold: next, audit: auditEntries(next.rolloutId, runId, event, change.notes) };
}

/** Folds events of one run, in order. */
export function foldAll(
  current: RolloutFold | undefined,
  runId: string,
  events: RolloutEvent[],
): { fold: RolloutFold | undefined; audit: ProjectedAuditEntry[] } {
  const [first, ...rest] = events;
  if (!first) {
    return { fold: current, audit: [] };
  }
  const begun = foldEvent(current, runId, first);
  const isNews = (event: RolloutEvent) => !isFolded(begun.fold, runId, event.eventId);
  if (!rest.some(isNews)) {
    return begun;
  }
  return withOwnRecord(begun.fold, own => {
    const audit = [...begun.audit];
    const last = rest.reduce((before, event) => {
      const folded = foldEvent(before, runId, event);
      audit.push(...folded.audit);
      return folded.fold;
    }, own);
    return { fold: last, audit };
  });
}

/** The workflow says its state; how it ended is told by its last event. */
function foldState(current: RolloutFold, event: RolloutEvent): Change | undefined {
  if (event.type !== 'StateShown') {
    return undefined;
  }
  const { state } = event;
  return { fold: { ...current, ...(isFinal(state) ? { ending: state } : { state }) }, notes: [] };
}

function isFolded(current: RolloutFold, runId: string, eventId: number): boolean {
  const { position, runs, endedAt } = current;
  if (position.runId === runId) {
    return eventId <= position.eventId;
  }
  if (runs.includes(runId) || endedAt !== undefined) {
    return true;
  }
  if (position.runId !== '') {
    throw new Error(`Run ${runId} is not one of rollout ${current.rolloutId}`);
  }
  return false;
}

function apply(current: RolloutFold | undefined, event: RolloutEvent): Change {
  if (event.type === 'Started') {
    return foldStarted(current, event);
  }
  if (!current) {
    throw new Error(`A history begins with ${event.type}, not with the start of the workflow`);
  }
  return (
    foldActivity(current, event) ??
    foldUpdate(current, event) ??
    foldState(current, event) ??
    foldRollback(current, event) ??
    foldEnd(current, event) ?? { fold: current, notes: [] }
  );
}

/** What is left of a page when it has been folded. */
export interface FoldedPage {
  fold: RolloutFold;
  audit: ProjectedAuditEntry[];
  /**
   * Events at its end that may still turn out never to have happened: to be given with the next
   * page.
   */
  held: RolloutEvent[];
}

/**
 * Folds the events of a page. A workflow task at the end of a running history may not have been
 * written by the server yet; if it never is, its event ids are used again for others. Such events
 * wait until something follows them.
 *
 * @param held - what was left of the page before; dropped when the server sends those ids again
 * @throws HistoryGapError when events between the fold and the page are missing
 */
export function foldPage(
  fold: RolloutFold,
  runId: string,
  held: RolloutEvent[],
  page: RolloutEvent[],
): FoldedPage {
  if (page.length === 0) {
    return { fold, audit: [], held };
  }
  const events = [...held.filter(event => event.eventId < page[0].eventId), ...page];
  const certain = events.findLastIndex(event => event.type !== 'WorkflowTaskPending') + 1;
  const folded = foldAll(fold, runId, events.slice(0, certain));
  return { fold: folded.fold ?? fold, audit: folded.audit, held: events.slice(certain) };
}
