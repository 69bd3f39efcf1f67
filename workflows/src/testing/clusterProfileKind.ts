const text = { type: 'string' };
const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const list = (properties: object) => ({ type: 'array', items: { type: 'object', properties } });

/** The kind ClusterProfile, as far as clusters are read from it. */
export const clusterProfileKind = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: 'clusterprofiles.multicluster.x-k8s.io',
    annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' },
  },
  spec: {
    group: 'multicluster.x-k8s.io',
    scope: 'Namespaced',
    names: {
      kind: 'ClusterProfile',
      listKind: 'ClusterProfileList',
      plural: 'clusterprofiles',
      singular: 'clusterprofile',
    },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  displayName: text,
                  clusterManager: { type: 'object', properties: { name: text } },
                },
              },
              status: {
                type: 'object',
                properties: {
                  conditions: list({
                    type: text,
                    status: text,
                    reason: text,
                    message: text,
                    lastTransitionTime: { type: 'string', format: 'date-time' },
                  }),
                  accessProviders: list({ name: text, cluster: open }),
                },
              },
            },
          },
        },
      },
    ],
  },
};
