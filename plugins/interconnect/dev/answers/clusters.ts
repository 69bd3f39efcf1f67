import { ClusterInfo } from '@interconnect/backstage-plugin-interconnect-common';

/** What `GET /v1/clusters` answers. */
export const clusters: ClusterInfo[] = [
  {
    name: 'cluster-1',
    title: 'Head office',
    labels: { environment: 'production', region: 'eu-central' },
    source: 'configuration',
  },
  {
    name: 'cluster-2',
    title: 'Store Berlin',
    labels: { environment: 'production' },
    projects: ['edge-shop'],
    source: 'kubeconfig',
  },
  { name: 'cluster-3', labels: {}, projects: ['edge-shop', 'warehouse'], source: 'kubeconfig' },
  { name: 'cluster-4', labels: { environment: 'test' }, source: 'kubeconfig' },
];
