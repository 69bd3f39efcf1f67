import { shapeProblem } from './places';
import { isRecord, Json } from './json';
import { RequestContent } from './requestState';

/** What was entered and not submitted yet. */
export interface Draft extends RequestContent {
  /** ISO 8601. */
  savedAt: string;
}

/**
 * A draft for each network that is edited, and one for new networks of each project; as the form
 * was opened.
 */
export function draftKey(project: string, network: string): string {
  return `${project || '*'}/${network || '*'}`;
}

/** What is kept of the request. */
export function draftOf(content: RequestContent, savedAt: string): Draft {
  const { project, name, etag, document, base } = content;
  return {
    project,
    name,
    ...(etag !== undefined && { etag }),
    document,
    ...(base && { base }),
    savedAt,
  };
}

/** Reads what a browser kept; undefined when it is no draft that this version can show. */
export function readDraft(value: unknown): Draft | undefined {
  const kept = value as Json | undefined;
  if (!isRecord(kept)) return undefined;
  const { project, name, etag, document, base, savedAt } = kept;
  const isText = (text: Json | undefined): text is string => typeof text === 'string';
  if (!isText(project) || !isText(name) || !isText(savedAt) || !isRecord(document)) {
    return undefined;
  }
  if (shapeProblem(document) !== undefined || Number.isNaN(Date.parse(savedAt))) return undefined;
  return draftOf(
    {
      project,
      name,
      document,
      ...(isText(etag) && { etag }),
      ...(isRecord(base) && { base }),
    },
    savedAt,
  );
}
