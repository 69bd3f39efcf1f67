import { TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { textToDocument } from './documentText';
import { emptyDocument } from './formDocument';
import { isRecord } from './json';
import { setAt } from './paths';
import { shapeProblem } from './places';
import {
  contentOf,
  initialState,
  initialTextState,
  newContent,
  RequestContent,
  RequestState,
} from './requestState';

/** What the address of the form asks for. */
export interface OpenedBy {
  project: string;
  network: string;
  /** JSON. */
  document?: string;
  /** The network of the project that a new one begins as a copy of. */
  copyOf?: string;
}

/**
 * The form as its address opens it: on the network that is there, else on a new one, which can be a
 * copy; with the document of the address, if it has one. A document that the form cannot show is
 * opened as text.
 *
 * @param found - the network of the address, or the one to copy
 */
export function openedState(query: OpenedBy, found: TaggedNetwork | undefined): RequestState {
  const content = contentOfOpened(query, found);
  if (query.document === undefined) return initialState(content);
  const read = textToDocument(query.document, 'json');
  return 'document' in read && isRecord(read.document) && shapeProblem(read.document) === undefined
    ? initialState({ ...content, document: { ...emptyDocument, ...read.document } })
    : initialTextState(content, query.document);
}

function contentOfOpened(
  { project, network, copyOf }: OpenedBy,
  found: TaggedNetwork | undefined,
): RequestContent {
  if (!found) return newContent(project, network);
  if (!copyOf) return contentOf(found);
  // No two networks can share these.
  const own = ['namespace', 'hub.loadBalancer.addresses'];
  const document = own.reduce(
    (rest, field) => setAt(rest, field, undefined),
    contentOf(found).document,
  );
  return { ...newContent(project, network), document };
}
