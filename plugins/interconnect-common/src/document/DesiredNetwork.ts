import { defaultNamespace } from '../network/names';
import { NetworkRef } from '../network/types';
import { NetworkDocument } from './schema';

/** A validated document with the digests of the manifests that it names. @public */
export interface DesiredNetwork {
  project: string;
  name: string;
  document: NetworkDocument;
  /** Digest of the bytes behind each `source.url`. */
  manifests: Record<string, string>;
  /**
   * Services that each manifest (by digest) exposes, as far as known before the rollout; for
   * addresses and clashes.
   */
  exposed?: Record<string, { name: string; port: number }[]>;
}

/** The network's identity; the namespace is the document's or the default. @public */
export function networkRefOf(
  desired: Pick<DesiredNetwork, 'project' | 'name' | 'document'>,
): NetworkRef {
  return {
    project: desired.project,
    name: desired.name,
    namespace: desired.document.namespace ?? defaultNamespace(desired.name),
  };
}
