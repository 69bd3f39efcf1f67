import { ResolvedDocument } from '../../document/schema';
import { DesiredNetwork } from '../../document/DesiredNetwork';

/**
 * The full document of the design, with fresh values for the fields that a test wants otherwise.
 */
export function shopDocument(changes: Partial<ResolvedDocument> = {}): ResolvedDocument {
  return {
    description: 'Shop back end for the stores',
    type: 'application-mesh',
    hub: {
      cluster: 'cluster-1',
      loadBalancer: { addresses: ['127.20.0.10-127.20.0.50'], allowedSources: ['127.0.0.0/8'] },
    },
    spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }],
    applications: [
      {
        name: 'my-backend',
        clusters: ['cluster-1'],
        namespace: 'shop',
        expose: true,
        source: { kind: 'manifests', url: './examples/my-backend.yaml' },
      },
      {
        name: 'my-frontend',
        clusters: ['cluster-2', 'cluster-3'],
        namespace: 'shop',
        source: { kind: 'manifests', url: './examples/my-frontend.yaml' },
      },
    ],
    ...changes,
  };
}

/** The same as a planner takes it. */
export function shop(changes: Partial<ResolvedDocument> = {}): DesiredNetwork {
  return {
    project: 'edge-shop',
    name: 'shop',
    document: shopDocument(changes),
    manifests: {
      './examples/my-backend.yaml': 'backend-digest',
      './examples/my-frontend.yaml': 'frontend-digest',
    },
    exposed: { 'backend-digest': [{ name: 'my-backend', port: 8080 }] },
  };
}
