/** A KubeConfig Secret in namespace `fleet`, as Cluster API writes it for a cluster. */
export const kubeconfigSecret = (cluster: string, value: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  type: 'cluster.x-k8s.io/secret',
  metadata: {
    name: `${cluster}-kubeconfig`,
    namespace: 'fleet',
    labels: { 'cluster.x-k8s.io/cluster-name': cluster },
  },
  stringData: { value },
});
