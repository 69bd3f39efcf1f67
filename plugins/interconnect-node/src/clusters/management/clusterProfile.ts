import { plainText } from '@interconnect/backstage-plugin-interconnect-common';
import { KubeConfig, type User } from '@kubernetes/client-node';
import { type Cluster, createCluster, unusableCluster } from '../Cluster';
import { missingProgram } from '../missingProgram';
import { apiServerOf } from './apiServer';
import { withoutCredentials } from './kubeconfigSecret';
import type { AccessProvider } from './managementConfig';
import { isFields, Refusal, refusalOf } from './Refusal';

/** Extension of an API server that is meant for the program that gives credentials. */
const execExtension = 'client.authentication.k8s.io/exec';
/** Of a text of somebody else's. */
const maxText = 300;

/**
 * The cluster that a ClusterProfile describes. Its credentials come from the first of the
 * configured providers that the profile names. Which program that is, and with which arguments,
 * only the configuration says.
 *
 * @param management - name of the cluster that has the profile
 * @param signsIn - whether this process needs the credentials
 */
export function clusterOfProfile(
  profile: unknown,
  providers: readonly AccessProvider[],
  management: string,
  signsIn: boolean,
): Cluster | undefined {
  const { metadata, spec, status } = isFields(profile) ? profile : {};
  if (!isFields(metadata) || typeof metadata.name !== 'string') return undefined;
  const { name, namespace } = metadata;
  const source = `ClusterProfile ${namespace}/${name} on ${management}`;
  const displayName = isFields(spec) ? spec.displayName : undefined;
  const title = typeof displayName === 'string' && displayName ? plainText(displayName) : undefined;
  const labels = isFields(metadata.labels) ? (metadata.labels as Record<string, string>) : {};
  const known = { name, labels, source, ...(title && { title }) };
  try {
    const { provider, server, config } = accessOf(isFields(status) ? status : {}, providers);
    requireHealthy(isFields(status) ? status.conditions : undefined);
    const missing = signsIn ? missingProgram(provider) : undefined;
    if (missing) throw new Refusal(`cannot be used: ${missing}`);
    const user: User = { name, exec: execOf(provider, server, config) };
    return createCluster(
      known,
      signsIn ? () => load(name, server, user) : withoutCredentials(name),
    );
  } catch (error) {
    return unusableCluster(known, `its ClusterProfile ${refusalOf(error)} (${source})`);
  }
}

function load(name: string, server: ReturnType<typeof apiServerOf>, user: User): KubeConfig {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser({ name, ...server }, user);
  return kubeConfig;
}

/** Where the cluster is, and who gives credentials for it. */
function accessOf(status: Record<string, unknown>, providers: readonly AccessProvider[]) {
  const listed = (list: string) => {
    const entries = status[list];
    return Array.isArray(entries) ? entries.filter(isFields) : [];
  };
  // The first list replaces the second one, which is deprecated.
  const offered = [...listed('accessProviders'), ...listed('credentialProviders')];
  for (const provider of providers) {
    const entry = offered.find(({ name }) => name === provider.name);
    if (!entry) continue;
    const server = apiServerOf(entry.cluster, 'status.accessProviders[].cluster');
    return { provider, server, config: extensionOf(entry.cluster) };
  }
  const names = providers.map(({ name }) => name).join(', ');
  throw new Refusal(`names none of the access providers that are configured (${names})`);
}

function extensionOf(cluster: unknown): unknown {
  const extensions = isFields(cluster) ? cluster.extensions : undefined;
  const found = Array.isArray(extensions)
    ? extensions.filter(isFields).find(({ name }) => name === execExtension)
    : undefined;
  return found?.extension;
}

function requireHealthy(conditions: unknown): void {
  const found = Array.isArray(conditions)
    ? conditions.filter(isFields).find(({ type }) => type === 'ControlPlaneHealthy')
    : undefined;
  if (found?.status !== 'False') return;
  const why = [found.reason, found.message].filter(part => typeof part === 'string' && part);
  const told = plainText(why.join(': '), maxText);
  throw new Refusal(`says that its control plane is not healthy${told && `: ${told}`}`);
}

/** The program as `client.authentication.k8s.io` describes it: it may be told about the cluster. */
function execOf(
  { command, args, env, apiVersion, provideClusterInfo }: AccessProvider,
  { server, caData, tlsServerName, proxyUrl }: ReturnType<typeof apiServerOf>,
  config: unknown,
) {
  const cluster = {
    server,
    ...(caData && { 'certificate-authority-data': caData }),
    ...(tlsServerName && { 'tls-server-name': tlsServerName }),
    ...(proxyUrl && { 'proxy-url': proxyUrl }),
    ...(config !== undefined && { config }),
  };
  const spec = { interactive: false, ...(provideClusterInfo && { cluster }) };
  const info = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec });
  return {
    apiVersion,
    command,
    args,
    env: [...env, { name: 'KUBERNETES_EXEC_INFO', value: info }],
  };
}
