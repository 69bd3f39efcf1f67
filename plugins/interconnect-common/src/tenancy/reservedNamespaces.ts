import { aliasNamespace, defaultNamespace } from '../network/names';

/**
 * Namespaces that belong to what runs a cluster, each with whose it is. The policy for the worker
 * has the same ones. @public
 */
export const reservedNamespaces: Record<string, string> = {
  argocd: 'belongs to Argo CD',
  'backstage-interconnect': 'belongs to the worker of Interconnect',
  'cert-manager': 'belongs to cert-manager',
  default: 'exists on every cluster and belongs to nobody',
  'flux-system': 'belongs to Flux',
  'gatekeeper-system': 'belongs to Gatekeeper',
  'istio-system': 'belongs to Istio',
  kyverno: 'belongs to Kyverno',
  'metallb-system': 'belongs to the load balancer',
  monitoring: 'belongs to the monitoring of the cluster',
  skupper: 'belongs to the Skupper controller',
};

/**
 * Why neither a network nor an application may live in a namespace, whatever the configuration
 * says; undefined if it may.
 */
export function reservedNamespace(namespace: string): string | undefined {
  if (namespace.startsWith('kube-')) {
    return 'belongs to Kubernetes itself';
  }
  return Object.hasOwn(reservedNamespaces, namespace) ? reservedNamespaces[namespace] : undefined;
}

/** The same for an application, which cannot live among networks either. */
export function reservedForApplications(namespace: string): string | undefined {
  if (namespace === aliasNamespace) {
    return `holds the addresses <service>.${aliasNamespace} of all networks`;
  }
  return namespace.startsWith(defaultNamespace(''))
    ? 'is a name for namespaces of networks'
    : reservedNamespace(namespace);
}
