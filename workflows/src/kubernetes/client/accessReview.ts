import type { Kind } from './discovery';
import type { ObjectRef } from './objects';
import type { Transport } from './transport';

const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/**
 * Asks a cluster whether whoever asks may do something with an object.
 *
 * @returns false also where the cluster does not let everybody ask
 */
export async function isForbidden(
  transport: Transport,
  { apiVersion, plural }: Kind,
  { verb, metadata }: Pick<ObjectRef, 'metadata'> & { verb: string },
  signal?: AbortSignal,
): Promise<boolean> {
  const { name, namespace } = metadata;
  const resourceAttributes = {
    verb,
    group: apiVersion.includes('/') ? apiVersion.split('/')[0] : '',
    resource: plural,
    ...(namespace && { namespace }),
    ...(verb !== 'create' && { name }),
  };
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
  const response = await transport.request({ method: 'POST', path, body, signal });
  const { status } = (response.body ?? {}) as { status?: { allowed?: boolean } };
  return response.status === 201 && status?.allowed === false;
}
