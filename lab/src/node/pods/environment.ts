import type { V1Container, V1EnvVar, V1Pod } from '@kubernetes/client-node';

/** Reads the data of a ConfigMap or Secret of the pod's namespace; undefined when there is none. */
export type ReadData = (
  kind: 'configmaps' | 'secrets',
  name: string,
) => Promise<Record<string, string> | undefined>;

/** Addresses that a pod may ask for by `fieldRef`. */
export interface PodAddresses {
  podIP: string;
  hostIP: string;
}

/**
 * What the container asks for is not there (yet): it waits with reason CreateContainerConfigError.
 */
export class ContainerConfigError extends Error {}

/**
 * The variables of a container as a kubelet would give them: `envFrom`, then `env`, with `$(NAME)`
 * filled in. The variables about Services of the namespace (`enableServiceLinks`) are not made.
 * @throws ContainerConfigError when a ConfigMap, Secret or key is missing, or a field is not known
 */
export async function containerEnvironment(
  pod: V1Pod,
  container: V1Container,
  addresses: PodAddresses,
  read: ReadData,
): Promise<Record<string, string>> {
  const env: Record<string, string> = { HOSTNAME: pod.metadata?.name ?? '' };
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const reference = configMapRef ?? secretRef;
    const kind = configMapRef ? 'configmaps' : 'secrets';
    const data = await read(kind, reference?.name ?? '');
    if (!data && !reference?.optional) throw missing(kind, reference?.name);
    for (const [key, value] of Object.entries(data ?? {})) env[prefix + key] = value;
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? await valueFrom(pod, variable, addresses, read)
      : expand(variable.value ?? '', env);
    if (value !== undefined) env[variable.name] = value;
  }
  return env;
}

/** Fills in `$(NAME)`; a name that is not known stays as it is, `$$(NAME)` becomes `$(NAME)`. */
export function expand(text: string, env: Record<string, string>): string {
  return text.replace(/\$\$|\$\(([^()]+)\)/g, (match, name?: string) => {
    if (match === '$$') return '$';
    return env[name!] ?? match;
  });
}

async function valueFrom(
  pod: V1Pod,
  { name, valueFrom: source }: V1EnvVar,
  addresses: PodAddresses,
  read: ReadData,
): Promise<string | undefined> {
  if (source?.fieldRef) return field(pod, source.fieldRef.fieldPath, addresses);
  const reference = source?.configMapKeyRef ?? source?.secretKeyRef;
  if (!reference) {
    throw new ContainerConfigError(
      `env ${name}: the lab gives values from fields, ConfigMaps and Secrets only`,
    );
  }
  const kind = source?.configMapKeyRef ? 'configmaps' : 'secrets';
  const value = (await read(kind, reference.name ?? ''))?.[reference.key];
  if (value === undefined && !reference.optional)
    throw missing(kind, reference.name, reference.key);
  return value;
}

function field(pod: V1Pod, path: string, { podIP, hostIP }: PodAddresses): string {
  const [, map, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (map) return pod.metadata?.[map as 'labels' | 'annotations']?.[key] ?? '';
  const fields: Record<string, string | undefined> = {
    'metadata.name': pod.metadata?.name,
    'metadata.namespace': pod.metadata?.namespace,
    'metadata.uid': pod.metadata?.uid,
    'spec.nodeName': pod.spec?.nodeName,
    'spec.serviceAccountName': pod.spec?.serviceAccountName,
    'status.podIP': podIP,
    'status.podIPs': podIP,
    'status.hostIP': hostIP,
    'status.hostIPs': hostIP,
  };
  const value = fields[path];
  if (value === undefined) throw new ContainerConfigError(`field ${path} is not known to the lab`);
  return value;
}

function missing(kind: string, name?: string, key?: string) {
  const what = kind === 'secrets' ? 'secret' : 'configmap';
  return new ContainerConfigError(
    key ? `couldn't find key ${key} in ${what} "${name}"` : `${what} "${name}" not found`,
  );
}
