import { DocumentParts, NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { JsonObject } from './json';

/** An application while it is written. */
export type FormApplication = NonNullable<DocumentParts['applications']>[number];

/**
 * What the form can show of a document that `shapeProblem` has nothing against. The document itself
 * may have more than that.
 */
export function formDocumentOf(document: JsonObject): DocumentParts {
  return document as DocumentParts;
}

/** What has to be there before anything is asked for. */
export const emptyDocument: JsonObject = { type: 'application-mesh' };

/**
 * The document with nothing missing that the checks of documents rely on; incomplete parts are
 * empty.
 */
export function completed(document: DocumentParts): NetworkDocument {
  const { hub, spokes = [], applications = [] } = document;
  return {
    ...document,
    type: 'application-mesh',
    hub: hub && { ...hub, cluster: hub.cluster ?? '' },
    spokes: spokes.flatMap(({ cluster, ...spoke }) => (cluster ? [{ ...spoke, cluster }] : [])),
    applications: applications.map(
      ({ name = '', clusters = [], namespace = '', source, ...application }) => ({
        ...application,
        name,
        clusters,
        namespace,
        source:
          source?.kind === 'existing'
            ? { kind: 'existing', services: source.services ?? [] }
            : { kind: 'manifests', url: source?.url ?? '' },
      }),
    ),
  };
}
