import { TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { textToDocument } from './documentText';
import { emptyDocument } from './formDocument';
import { isRecord } from './json';
import { shapeProblem } from './places';
import {
  contentOf,
  initialState,
  initialTextState,
  newContent,
  RequestState,
} from './requestState';

/**
 * The form as its address opens it: on the network that is there, else on a new one; with the
 * document of the address (JSON), if it has one. A document that the form cannot show is opened as
 * text.
 */
export function openedState(
  query: { project: string; network: string; document?: string },
  existing: TaggedNetwork | undefined,
): RequestState {
  const content = existing ? contentOf(existing) : newContent(query.project, query.network);
  if (query.document === undefined) return initialState(content);
  const read = textToDocument(query.document, 'json');
  return 'document' in read && isRecord(read.document) && shapeProblem(read.document) === undefined
    ? initialState({ ...content, document: { ...emptyDocument, ...read.document } })
    : initialTextState(content, query.document);
}
