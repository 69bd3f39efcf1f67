/** An object as tests send it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  [field: string]: unknown;
}

interface Workload {
  image?: string;
  /** JavaScript of a Node.js image. */
  script?: string;
  replicas?: number;
  readinessProbe?: object;
}

/** A Deployment with one container, labelled `app: <name>`. */
export function deployment(
  namespace: string,
  name: string,
  { image = 'docker.io/library/node:24-alpine', script, replicas = 1, readinessProbe }: Workload,
): Manifest {
  const labels = { app: name };
  const command = script && ['node', '--eval', script];
  const container = { name, image, command, readinessProbe };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas, selector: { matchLabels: labels }, template },
  };
}

/** A Service with one port, for the pods of `app` (its own name when not given). */
export function service(
  namespace: string,
  name: string,
  spec: {
    port: number;
    targetPort: number;
    app?: string;
    type?: string;
    loadBalancerClass?: string;
  },
): Manifest {
  const { port, targetPort, app = name, type, loadBalancerClass } = spec;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { type, loadBalancerClass, selector: { app }, ports: [{ port, targetPort }] },
  };
}
