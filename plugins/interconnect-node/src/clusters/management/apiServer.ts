import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Cluster as KubeCluster } from '@kubernetes/client-node';
import { isFields, Refusal, requireAccepted, serverFields } from './Refusal';

/**
 * An API server, as kubeconfigs and ClusterProfiles write it.
 *
 * @param where - in the object, for the text
 * @throws Refusal that names what is wrong, and no value
 */
export function apiServerOf(value: unknown, where: string): Omit<KubeCluster, 'name'> {
  if (!isFields(value)) throw new Refusal(`has no ${where}`);
  requireAccepted(value, serverFields, where);
  const server = addressIn(value.server, `${where}.server`, ['https:']);
  const caData = given(value['certificate-authority-data']);
  if (caData) requireCertificate(caData, `${where}.certificate-authority-data`);
  const proxy = given(value['proxy-url']);
  const proxyUrl = proxy && addressIn(proxy, `${where}.proxy-url`, ['http:', 'https:', 'socks5:']);
  const tlsServerName = given(value['tls-server-name']);
  return {
    server: server.replace(/\/+$/, ''),
    skipTLSVerify: false,
    ...(caData && { caData }),
    ...(tlsServerName && { tlsServerName }),
    ...(proxyUrl && { proxyUrl }),
  };
}

/** What is not given may be null or an empty text. */
function given(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}

/** @throws Refusal when it is no base64 of a certificate in PEM */
export function requireCertificate(value: unknown, where: string): asserts value is string {
  requirePem(value, where, bytes => new X509Certificate(bytes));
}

/** @throws Refusal when it is no base64 of a private key in PEM */
export function requireKey(value: unknown, where: string): asserts value is string {
  requirePem(value, where, bytes => createPrivateKey(bytes));
}

function requirePem(value: unknown, where: string, read: (bytes: Buffer) => unknown): void {
  try {
    read(Buffer.from(value as string, 'base64'));
  } catch {
    // The parser's message may quote it.
    throw new Refusal(`has a ${where} that cannot be read: PEM in base64 is accepted`);
  }
}

function addressIn(value: unknown, where: string, protocols: string[]): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !protocols.includes(url.protocol)) {
    const accepted = protocols.map(protocol => `${protocol}//host:port`).join(', ');
    throw new Refusal(`has no address in ${where}: ${accepted} is accepted`);
  }
  if (url.username || url.password) {
    throw new Refusal(`has a user in ${where}: an address without one is accepted`);
  }
  return value as string;
}
