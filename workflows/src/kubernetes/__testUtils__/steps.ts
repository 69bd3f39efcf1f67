import type {
  DeployApplicationInput,
  ExposedService,
  NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';

export const hub = 'cluster-1';
export const spoke = 'cluster-2';

export function networkRef(name: string): NetworkRef {
  return { project: 'edge-shop', name, namespace: `interconnect-${name}` };
}

/** Inputs of the steps of a network with one spoke. */
export function stepsOf(network: NetworkRef, addresses: string[]) {
  return {
    createNetwork: { kind: 'createNetwork' as const, network, cluster: hub },
    deployLoadBalancer: { kind: 'deployLoadBalancer' as const, network, cluster: hub, addresses },
    deployHub: {
      kind: 'deploySkupper' as const,
      network,
      cluster: hub,
      role: 'hub' as const,
      allowedSources: ['127.0.0.0/8'],
    },
    deploySpoke: {
      kind: 'deploySkupper' as const,
      network,
      cluster: spoke,
      role: 'spoke' as const,
    },
    linkSpoke: {
      kind: 'linkSpoke' as const,
      network,
      cluster: spoke,
      hub,
    },
    publishOnSpoke: {
      kind: 'publishServices' as const,
      network,
      cluster: spoke,
      hub,
      serversDigest: 'of the test',
    },
    publishServices: { kind: 'publishServices' as const, network, cluster: hub, servers: {} },
    retireAuthority: {
      kind: 'retireAuthority' as const,
      network,
      cluster: hub,
      authority: 1,
    },
    verify: {
      kind: 'verify' as const,
      network,
      members: [
        { cluster: hub, role: 'hub' as const },
        { cluster: spoke, role: 'spoke' as const },
      ],
    },
  };
}

/** Input of a step that deploys an application from a manifest. */
export function applicationStep(
  network: NetworkRef,
  more: Partial<DeployApplicationInput> = {},
): DeployApplicationInput {
  return {
    kind: 'deployApplication',
    network,
    cluster: hub,
    application: 'my-backend',
    namespace: 'shop',
    expose: true,
    source: { kind: 'manifests', digest: 'of the test' },
    ...more,
  };
}

export function exposedBackend(namespace = 'shop'): ExposedService {
  return { application: 'my-backend', cluster: hub, namespace, name: 'my-backend', port: 8080 };
}
