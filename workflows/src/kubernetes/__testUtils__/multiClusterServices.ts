import { mcsGroup } from '@interconnect/backstage-plugin-interconnect-common';
import type { KubernetesObject } from '../client';
import type { Bench } from './Bench';

const conditions = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {
    type: 'object',
    required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'],
    properties: {
      lastTransitionTime: { type: 'string', format: 'date-time' },
      message: { type: 'string', maxLength: 32768 },
      observedGeneration: { type: 'integer', format: 'int64', minimum: 0 },
      reason: { type: 'string', pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' },
      status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
      type: { type: 'string', maxLength: 316 },
    },
  },
};

/**
 * What an implementation of Kubernetes' Multi-Cluster Services API installs for exporting: the
 * definition of ServiceExport, with the fields and checks that its package v1beta1 has.
 */
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: `serviceexports.${mcsGroup}`,
    // Without it an API server takes no definition of this group.
    annotations: { 'api-approved.kubernetes.io': 'unapproved, of a test' },
  },
  spec: {
    group: mcsGroup,
    scope: 'Namespaced',
    names: { kind: 'ServiceExport', plural: 'serviceexports', listKind: 'ServiceExportList' },
    versions: ['v1alpha1', 'v1beta1'].map(name => ({
      name,
      served: true,
      storage: name === 'v1beta1',
      subresources: { status: {} },
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              properties: {
                exportedLabels: { type: 'object', additionalProperties: { type: 'string' } },
                exportedAnnotations: { type: 'object', additionalProperties: { type: 'string' } },
              },
            },
            status: { type: 'object', properties: { conditions } },
          },
        },
      },
    })),
  },
};

/** A ServiceExport of a Service. */
export const serviceExport = (name: string, namespace: string): KubernetesObject => ({
  apiVersion: `${mcsGroup}/v1beta1`,
  kind: 'ServiceExport',
  metadata: { name, namespace },
});

/**
 * Installs the API on a cluster, and waits until it is served.
 *
 * @returns takes it away again, and waits until it is gone
 */
export async function installServiceExports(bench: Bench, cluster: string) {
  await bench.client(cluster).create<KubernetesObject>(definition);
  const kind = serviceExport('', '');
  const until = async (served: boolean) => {
    for (const end = Date.now() + 60_000; ;) {
      // A client of its own each time: one remembers what is served.
      if ((await bench.client(cluster).serves(kind.apiVersion, kind.kind)) === served) return;
      if (Date.now() > end) throw new Error(`served: ${!served}, after a minute`);
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };
  await until(true);
  return async () => {
    await bench.client(cluster).remove(definition);
    await until(false);
  };
}
