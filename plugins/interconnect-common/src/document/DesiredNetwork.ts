import { defaultNamespace } from '../network/names';
import { ExposedService, NetworkRef } from '../network/types';
import { NetworkDocument, ResolvedDocument, SpokeEntry } from './schema';

/** Spokes of a document with selectors, and what these have chosen when it was put. @public */
export interface SpokeSelection {
  /** As the document has them. */
  spokes: SpokeEntry[];
  /** The clusters that each of them stands for. */
  clusters: string[][];
  /** Who asked for the document: an update that follows a selector is in this name. */
  askedBy?: Asker;
}

/** Who asks for a rollout. @public */
export interface Asker {
  /** Entity ref of the user, or `service:…`. */
  requestedBy: string;
  /** The person for whom a service asks. */
  onBehalfOf?: string;
  /** The service that asks with a token on the requester's behalf. */
  through?: string;
}

/** A validated document with the digests of the manifests that it names. @public */
export interface DesiredNetwork {
  project: string;
  name: string;
  /** With the name of every spoke. */
  document: ResolvedDocument;
  /** What selectors in it have chosen; absent: it has none. */
  selection?: SpokeSelection;
  /** Digest of the objects of each source, by `manifestKeyOf`. */
  manifests: Record<string, string>;
  /**
   * Services that each manifest (by digest) exposes, as far as known before the rollout; for
   * addresses and clashes.
   */
  exposed?: Record<string, Pick<ExposedService, 'name' | 'port' | 'scheme'>[]>;
  /**
   * With TLS: the Deployment after which the Secret of a server is named, by the application's name;
   * absent: the application.
   */
  deployments?: Record<string, string>;
  /** What people should know of the manifests of each application, by its name; absent: nothing. */
  notes?: Record<string, string[]>;
}

/** The document as it was put, with its selectors. @public */
export function writtenDocument({
  document,
  selection,
}: Pick<DesiredNetwork, 'document' | 'selection'>): NetworkDocument {
  return selection ? { ...document, spokes: selection.spokes } : document;
}

/** The network's identity; the namespace is the document's or the default. @public */
export function networkRefOf(desired: {
  project: string;
  name: string;
  document: Pick<NetworkDocument, 'namespace'>;
}): NetworkRef {
  return {
    project: desired.project,
    name: desired.name,
    namespace: desired.document.namespace ?? defaultNamespace(desired.name),
  };
}
