import { ClusterClient, failure, KubernetesObject, nameOf } from '../client';
import type { StepContext } from '../StepContext';

export interface EndpointSlice extends KubernetesObject {
  endpoints?: { addresses?: string[]; conditions?: { ready?: boolean } }[];
}

export type Pod = KubernetesObject<
  Record<string, unknown>,
  { podIP?: string; podIPs?: { ip: string }[] }
>;

const podKind = { apiVersion: 'v1', kind: 'Pod' };
const sliceKind = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' };

/**
 * Addresses behind a Service that are not those of these pods. A slice may say what it likes of its
 * endpoints, but not of pods.
 */
export function strayAddresses(slices: readonly EndpointSlice[], pods: readonly Pod[]): string[] {
  const known = new Set(
    pods.flatMap(({ status }) => [status?.podIP, ...(status?.podIPs ?? []).map(({ ip }) => ip)]),
  );
  const addresses = slices.flatMap(({ endpoints }) =>
    (endpoints ?? []).flatMap(endpoint => endpoint.addresses ?? []),
  );
  return [...new Set(addresses)].filter(address => !known.has(address)).sort();
}

/** What is behind a Service. */
function slicesOf(client: ClusterClient, namespace: string, service: string) {
  return client.list<EndpointSlice>(sliceKind, {
    namespace,
    labelSelector: `kubernetes.io/service-name=${service}`,
  });
}

/**
 * What is behind a Service, and of that what is no pod of its namespace. Pods are read after the
 * slices, and when one has gone in between both are read once more.
 */
export async function readBehind(client: ClusterClient, namespace: string, service: string) {
  const read = async () => {
    const slices = await slicesOf(client, namespace, service);
    const isEmpty = slices.every(({ endpoints }) => !endpoints?.length);
    const pods = isEmpty ? [] : await client.list<Pod>(podKind, { namespace });
    return { slices, strays: strayAddresses(slices, pods) };
  };
  const first = await read();
  return first.strays.length === 0 ? first : read();
}

/**
 * What a Service that is published lacks so that only pods of its own namespace can answer; for
 * people.
 */
export function strayText(
  service: KubernetesObject,
  strays: readonly string[],
): string | undefined {
  if (Object.keys((service.spec?.selector as object | undefined) ?? {}).length === 0) {
    return `${nameOf(service)} has no selector: what is published must be answered by pods of its namespace`;
  }
  if (strays.length === 0) return undefined;
  const [first, ...more] = strays;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return `${nameOf(service)} leads to ${first}${others}, which is no pod of its namespace`;
}

const looks = 3;
const pauseMs = 2000;

/**
 * @throws failure `InvalidInput` when a Service that is to be published leads elsewhere than to
 * pods of its own namespace
 */
export async function requireAnsweredByPods(
  step: Pick<StepContext, 'sleep'>,
  client: ClusterClient,
  services: readonly KubernetesObject[],
): Promise<void> {
  for (const service of services) {
    const { name, namespace = '' } = service.metadata;
    for (let look = 1; ; look++) {
      const text = strayText(service, (await readBehind(client, namespace, name)).strays);
      if (!text) break;
      if (look === looks) throw failure('invalidInput', `${text} (on ${client.cluster})`);
      await step.sleep(pauseMs);
    }
  }
}
