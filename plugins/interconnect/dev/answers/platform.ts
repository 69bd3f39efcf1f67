import { Entity } from '@backstage/catalog-model';
import {
  ClusterInfo,
  defaultRules,
  TenancyRules,
} from '@interconnect/backstage-plugin-interconnect-common';

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
  {
    name: 'cluster-5',
    labels: {},
    source: 'kubeconfig',
    unusable: 'its context in the kubeconfig names no user, so nobody can sign in there',
  },
  {
    name: 'cluster-6',
    labels: {},
    source: 'kubeconfig',
    unusable:
      'its user cannot sign in where this worker runs: the plugin aws ended with exit code 255',
    unusableSeenAt: new Date().toISOString(),
  },
];

/** What the projects of the demo may do. */
export const tenancy: TenancyRules = {
  ...defaultRules,
  contact: 'the platform team',
  projects: [
    {
      project: '*',
      limits: {
        namespaces: ['{project}', '{project}-*', 'shop', 'web'],
        addresses: ['0.0.0.0/0', '::/0'],
        allowedSources: ['0.0.0.0/0', '::/0'],
      },
    },
  ],
};

const owner = 'group:default/edge-team';
const partOf = 'system:default/edge-shop';

function entity(
  kind: string,
  name: string,
  description: string,
  more: Pick<Entity, 'spec' | 'relations'>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', uid: `${kind}-${name}`, description },
    ...more,
  };
}

function system(name: string, description: string, owners: string[], parts: string[]): Entity {
  return entity('System', name, description, {
    spec: { owner: owners[0] },
    relations: [
      ...owners.map(ownedBy => ({ type: 'ownedBy', targetRef: ownedBy })),
      ...parts.map(part => ({ type: 'hasPart', targetRef: `component:default/${part}` })),
    ],
  });
}

function component(name: string, description: string): Entity {
  return entity('Component', name, description, {
    spec: { type: 'service', lifecycle: 'production', owner, system: 'edge-shop' },
    relations: [
      { type: 'ownedBy', targetRef: owner },
      { type: 'partOf', targetRef: partOf },
    ],
  });
}

function group(name: string, displayName: string): Entity {
  const spec = { type: 'team', profile: { displayName }, children: [] };
  return entity('Group', name, displayName, { spec, relations: [] });
}

function user(name: string, displayName: string): Entity {
  const spec = { profile: { displayName }, memberOf: [] };
  return entity('User', name, displayName, { spec, relations: [] });
}

/** The demo catalog, as far as the pages ask for it. */
export const catalogEntities: Entity[] = [
  system(
    'edge-shop',
    'Sells in every store',
    [owner, 'user:default/guest'],
    ['my-backend', 'my-frontend'],
  ),
  system('warehouse', 'Knows what lies where', ['group:default/warehouse-team'], []),
  component('my-backend', 'Prices and stock, for the stores'),
  component('my-frontend', 'The tills of the stores'),
  group('edge-team', 'Edge team'),
  group('warehouse-team', 'Warehouse team'),
  group('platform-team', 'Platform team'),
  user('guest', 'Guest'),
  user('jo', 'Jo Doe'),
  user('jane', 'Jane Roe'),
];
