import { adoptedFields } from './managedFields';
import type { KubernetesObject } from './objects';
import type { Query } from './paths';
import type { ApiRequest } from './transport';

/** Name under which all our fields are managed on the clusters. */
export const fieldManager = 'interconnect';

/** A request about an object, whose path is made of the object. */
export type Write = Omit<ApiRequest, 'path' | 'signal'> & {
  query?: Query;
  subresource?: 'status';
};

/** Refused when the name is taken. */
export const creation = (object: KubernetesObject): Write => ({
  method: 'POST',
  query: { fieldManager, fieldValidation: 'Strict' },
  body: object,
});

/** Server-side apply. */
export const application = (object: KubernetesObject, manager: string = fieldManager): Write => ({
  method: 'PATCH',
  query: { fieldManager: manager, force: 'true', fieldValidation: 'Strict' },
  contentType: 'application/apply-patch+yaml',
  body: object,
});

/** Server-side apply of exactly the object that was read. */
export const change = (object: KubernetesObject, { metadata: { uid } }: KubernetesObject): Write =>
  application({ ...object, metadata: { ...object.metadata, uid } });

export const merge = (body: object, manager: string): Write => ({
  method: 'PATCH',
  query: { fieldManager: manager },
  contentType: 'application/merge-patch+json',
  body,
});

/**
 * What we created is ours as an "Update"; server-side apply would never remove such fields. Makes
 * it an "Apply", and ours what would be in the way of the object that is wanted; undefined when
 * nothing has to be changed.
 */
export function adoption(existing: KubernetesObject, wanted: KubernetesObject): Write | undefined {
  const managedFields = adoptedFields(existing, wanted, fieldManager);
  const { resourceVersion } = existing.metadata;
  return managedFields && merge({ metadata: { resourceVersion, managedFields } }, fieldManager);
}

/** The same request, after which nothing is written. */
export const dry = (write: Write): Write => ({
  ...write,
  query: { ...write.query, dryRun: 'All' },
});
