import {
  labelSelectorOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isOwned, KubernetesObject, nameOf, ObjectMeta, Ownership } from '../client';
import type { Workload } from '../cluster/workloads';
import { skupperApi } from '../skupper/types';
import { IPAddressPool, metallbApi, ServiceWithAddress } from './types';

const poolKind = { apiVersion: metallbApi, kind: 'IPAddressPool' };
const siteKind = { apiVersion: skupperApi, kind: 'Site' };
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' };

/** What hands out load balancer addresses on a cluster now. */
export type LoadBalancer =
  | { kind: 'metallb'; controller: Workload }
  /** Something else; `service` has an address from it. */
  | { kind: 'other'; service: string }
  | { kind: 'none' };

/** Looks what is there, without changing anything. */
export async function detectLoadBalancer(client: ClusterClient): Promise<LoadBalancer> {
  if (await client.serves(metallbApi, 'IPAddressPool')) {
    const controller = await findMetallb(client);
    if (controller) return { kind: 'metallb', controller };
  }
  const service = (await loadBalancerServices(client)).find(hasAddress);
  return service ? { kind: 'other', service: nameOf(service) } : { kind: 'none' };
}

/** MetalLB's controller, whoever installed it, wherever it runs. */
export async function findMetallb(client: ClusterClient): Promise<Workload | undefined> {
  return (await client.list<Workload>(deploymentKind)).find(isMetallb);
}

/**
 * By the labels that MetalLB's manifests, its chart and its operators give it (OpenShift's has
 * images of another name); of one that somebody labelled otherwise, by its image.
 */
export function isMetallb({ metadata, spec }: Pick<KubernetesObject, 'metadata' | 'spec'>) {
  const { template } = (spec ?? {}) as {
    template?: {
      metadata?: { labels?: Record<string, string> };
      spec?: { containers?: { image?: string }[] };
    };
  };
  const labels = { ...template?.metadata?.labels, ...metadata.labels };
  const isLabelled = (name: string, component: string) =>
    labels[name] === 'metallb' && labels[component] === 'controller';
  return (
    isLabelled('app', 'component') ||
    isLabelled('app.kubernetes.io/name', 'app.kubernetes.io/component') ||
    (template?.spec?.containers ?? []).some(({ image = '' }) =>
      /metallb[^:@]*[/-]controller([:@]|$)/.test(image),
    )
  );
}

/**
 * Services that use a load balancer. A router's Service whose Site is gone only waits to be
 * removed.
 */
export async function loadBalancerServices(client: ClusterClient): Promise<ServiceWithAddress[]> {
  const services = await client.list<ServiceWithAddress>({ apiVersion: 'v1', kind: 'Service' });
  const sites = await client.list(siteKind);
  const withSite = new Set(sites.map(({ metadata }) => metadata.namespace));
  return services.filter(
    ({ spec, metadata }) =>
      spec?.type === 'LoadBalancer' && (!isOfRouter(metadata) || withSite.has(metadata.namespace)),
  );
}

function isOfRouter({ ownerReferences = [] }: ObjectMeta): boolean {
  return ownerReferences.some(
    ({ apiVersion, kind }) => apiVersion === skupperApi && kind === 'SecuredAccess',
  );
}

export function hasAddress({ status }: ServiceWithAddress): boolean {
  return (status?.loadBalancer?.ingress ?? []).length > 0;
}

export function listPools(client: ClusterClient): Promise<IPAddressPool[]> {
  return client.list<IPAddressPool>(poolKind);
}

/** Whether the network has a pool of its own, from which alone its address comes. */
export async function hasOwnPool(client: ClusterClient, network: NetworkRef): Promise<boolean> {
  const labelSelector = labelSelectorOf(network, { kind: 'deployLoadBalancer' });
  return (await client.list<IPAddressPool>(poolKind, { labelSelector })).length > 0;
}

/** Pools of others than this owner. */
export async function otherPools(
  client: ClusterClient,
  owner: Ownership,
): Promise<IPAddressPool[]> {
  return (await listPools(client)).filter(pool => !isOwned(pool, owner));
}
