import { KubernetesObject } from '../client';
import { Workload } from '../cluster/workloads';

interface Container {
  image?: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value?: string; valueFrom?: unknown }[];
}

/**
 * Flags and variables of the server that grants links by token: it would take a load balancer
 * address on every cluster.
 */
const grantFlags = /^--?(enable-grants|grant-server-autoconfigure)(=.*)?$/;
const grantVariables = ['SKUPPER_ENABLE_GRANTS', 'SKUPPER_GRANT_SERVER_AUTOCONFIGURE'];

/** The Deployment of a Skupper controller that looks after a namespace. */
export function findController(deployments: Workload[], namespace: string): Workload | undefined {
  return deployments.find(deployment => {
    const [container] = containersOf(deployment).filter(isController);
    return container !== undefined && watches(container, deployment, namespace);
  });
}

/** A manifest's object without the grant server; others are returned as they are. */
export function withoutGrantServer(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'Deployment' || !containersOf(object).some(isController)) return object;
  const copy = structuredClone(object);
  for (const container of containersOf(copy).filter(isController)) {
    for (const list of ['command', 'args'] as const) {
      const kept = container[list]?.filter(argument => !grantFlags.test(argument));
      if (kept) container[list] = kept;
    }
    const env = container.env?.filter(({ name }) => !grantVariables.includes(name));
    if (env) container.env = env;
  }
  return copy;
}

function containersOf(deployment: KubernetesObject): Container[] {
  const spec = deployment.spec as
    { template?: { spec?: { containers?: Container[] } } } | undefined;
  return spec?.template?.spec?.containers ?? [];
}

function isController({ image = '' }: Container): boolean {
  return (
    /skupper[^:@]*\/controller([:@]|$)/.test(image) || /skupper-controller([:@]|$)/.test(image)
  );
}

/** A controller that is told a namespace to watch looks after no other. */
function watches(
  { env = [], command = [], args = [] }: Container,
  { metadata }: Workload,
  namespace: string,
) {
  const variable = env.find(({ name }) => name === 'WATCH_NAMESPACE');
  const watched = variable?.valueFrom ? metadata.namespace : variable?.value;
  const words = [...command, ...args];
  const flag = words.findIndex(word => /^--?watch-namespace(=|$)/.test(word));
  const fromFlag = flag === -1 ? undefined : (words[flag].split('=')[1] ?? words[flag + 1]);
  const only = fromFlag || watched;
  return !only || only === namespace;
}
