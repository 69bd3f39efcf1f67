import type { RolloutEvent } from '../temporal/RolloutEvent';
import { foldAll } from './fold';
import type { ProjectedAuditEntry } from './ProjectionStore';
import type { RolloutFold } from './RolloutFold';

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
