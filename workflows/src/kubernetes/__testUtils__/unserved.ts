import type { ClusterClient, KubernetesObject, ObjectRef } from '../client';
import type { ServiceWithAddress } from '../loadBalancer/types';

/**
 * Waits until MetalLB has looked at a Service and found no address for it.
 * @returns the Service as it is then
 */
export async function untilUnserved(
  client: ClusterClient,
  ref: ObjectRef,
): Promise<ServiceWithAddress> {
  const kind = { apiVersion: 'v1', kind: 'Event' };
  const { name, namespace } = ref.metadata;
  const fieldSelector = `involvedObject.name=${name},reason=AllocationFailed`;
  const end = Date.now() + 60_000;
  for (;;) {
    const service = await client.get<ServiceWithAddress>(ref);
    const events = await client.list<KubernetesObject>(kind, { namespace, fieldSelector });
    const uids = events.map(event => (event.involvedObject as { uid?: string }).uid);
    if (service && uids.includes(service.metadata.uid)) return service;
    if (Date.now() > end) throw new Error(`MetalLB says nothing of ${namespace}/${name}`);
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}
