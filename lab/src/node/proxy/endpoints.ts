import type { V1EndpointSlice, V1Service } from '@kubernetes/client-node';

/** One ready endpoint of a Service. */
export interface Endpoint {
  /** As the EndpointSlice has it: a pod address of the lab, or one that somebody wrote by hand. */
  address: string;
  /** Port by the name of the Service's port; the empty name is a port without one. */
  ports: Record<string, number>;
}

/**
 * Ready endpoints of a Service, from its EndpointSlices (IPv4), in a stable order and without
 * doubles.
 */
export function readyEndpoints(service: V1Service, slices: V1EndpointSlice[]): Endpoint[] {
  const { name, namespace } = service.metadata ?? {};
  const endpoints = new Map<string, Endpoint>();
  for (const slice of slices) {
    const { metadata, addressType } = slice;
    const isOurs =
      metadata?.namespace === namespace &&
      metadata?.labels?.['kubernetes.io/service-name'] === name;
    if (!isOurs || addressType !== 'IPv4') continue;
    const ports: Record<string, number> = {};
    for (const { name: portName, port, protocol } of slice.ports ?? []) {
      if (port && (protocol ?? 'TCP') === 'TCP') ports[portName ?? ''] = port;
    }
    for (const { addresses, conditions } of slice.endpoints ?? []) {
      if (conditions?.ready === false) continue;
      for (const address of addresses) {
        const known = endpoints.get(address)?.ports;
        endpoints.set(address, { address, ports: { ...known, ...ports } });
      }
    }
  }
  return [...endpoints.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}
