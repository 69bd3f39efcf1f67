import { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { apiServerOf, requireCertificate, requireKey } from './apiServer';
import { isFields, Refusal, requireAccepted, userFields } from './Refusal';

/**
 * The current context of a kubeconfig that somebody else wrote, when it holds everything itself. It
 * is built from what is known to be harmless: Kubernetes' own reader would read a file that the
 * text names while it reads the text.
 *
 * @param name - of the cluster
 * @throws Refusal that names what is wrong, and no value
 */
export function inlineKubeconfig(text: string, name: string): KubeConfig {
  const config = parsed(text);
  const contexts = entriesOf(config, 'contexts');
  const wanted = config['current-context'] || (contexts.length === 1 && contexts[0].name);
  const context = named(contexts, wanted)?.context;
  if (!isFields(context)) throw new Refusal('has no current-context that it describes');
  const cluster = named(entriesOf(config, 'clusters'), context.cluster);
  if (!cluster) throw new Refusal('has no cluster that its current context names');
  const user = named(entriesOf(config, 'users'), context.user);
  if (!isFields(user?.user)) throw new Refusal('has no user that its current context names');

  const server = apiServerOf(cluster.cluster, 'clusters[].cluster');
  const credentials = credentialsOf(user.user);
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser({ name, ...server }, { name, ...credentials });
  return kubeConfig;
}

function credentialsOf(user: Record<string, unknown>) {
  requireAccepted(user, userFields, 'users[].user');
  const { token, 'client-certificate-data': certData, 'client-key-data': keyData } = user;
  if (typeof token === 'string' && token.trim()) return { token: token.trim() };
  if (!certData || !keyData) {
    throw new Refusal(`has no credentials in users[].user: ${userFields.instead}`);
  }
  requireCertificate(certData, 'users[].user.client-certificate-data');
  requireKey(keyData, 'users[].user.client-key-data');
  return { certData, keyData };
}

function parsed(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(text, { logLevel: 'error' });
  } catch {
    // The parser's message quotes the text, which holds credentials.
    throw new Refusal('is no YAML');
  }
  if (!isFields(value)) throw new Refusal('is no kubeconfig');
  return value;
}

function entriesOf(config: Record<string, unknown>, list: string) {
  const entries = config[list];
  return Array.isArray(entries) ? entries.filter(isFields) : [];
}

function named(entries: Record<string, unknown>[], name: unknown) {
  return typeof name === 'string' && name ? entries.find(entry => entry.name === name) : undefined;
}
