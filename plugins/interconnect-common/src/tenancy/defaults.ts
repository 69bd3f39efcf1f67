import { limits } from '../document/fields';
import { LimitName, Limits } from './types';

/** The section of the configuration. @public */
export const tenancyKey = 'interconnect.tenancy';

/** Where each limit stands, below the defaults or an entry for projects. @public */
export const limitKeys: Record<LimitName, string> = {
  hubs: 'hubs',
  spokes: 'spokes',
  namespaces: 'namespaces',
  networkNamespaces: 'networkNamespaces',
  files: 'sources.files',
  urls: 'sources.urls',
  charts: 'sources.charts',
  existing: 'sources.existing',
  kinds: 'kinds',
  addresses: 'loadBalancer.addresses',
  allowedSources: 'loadBalancer.allowedSources',
  networks: 'quotas.networks',
  members: 'quotas.members',
  applications: 'quotas.applications',
  manifestBytes: 'quotas.manifestBytes',
};

/**
 * Addresses that cannot be reached from the Internet by their number: RFC 1918, 6598 (CGNAT), 4193,
 * loopback. Link-local ones are left out: among them clouds have the service that gives a node its
 * credentials.
 */
const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  'fc00::/7',
  '::1/128',
];

/** Kinds that run something, and what it needs. */
const workloadKinds = [
  'ConfigMap',
  'PersistentVolumeClaim',
  'Pod',
  'Service',
  'ServiceAccount',
  'apps/DaemonSet',
  'apps/Deployment',
  'apps/StatefulSet',
  'autoscaling/HorizontalPodAutoscaler',
  'batch/CronJob',
  'batch/Job',
  'multicluster.x-k8s.io/ServiceExport',
  'policy/PodDisruptionBudget',
];

/** What holds where the configuration says nothing. @public */
export const defaultLimits: Limits = {
  hubs: [{ name: '*' }],
  spokes: [{ name: '*' }],
  namespaces: ['{project}', '{project}-*'],
  networkNamespaces: ['interconnect', 'interconnect-*'],
  files: ['*'],
  urls: ['*'],
  charts: ['*'],
  existing: true,
  kinds: workloadKinds,
  addresses: privateRanges,
  allowedSources: privateRanges,
  networks: 100,
  members: limits.members,
  applications: limits.applications,
  manifestBytes: 1024 * 1024,
};

/** @public */
export const defaultContact = 'whoever runs the portal';
