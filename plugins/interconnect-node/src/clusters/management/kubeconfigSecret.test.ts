import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { kubeConfigOf } from '../Cluster';
import { certificate, kubeconfig, secretOf, token } from './__testUtils__/objects';
import { clusterOfSecret } from './kubeconfigSecret';

const folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
const read = (text: string) => clusterOfSecret(secretOf(text), 'cluster-1', true)!;

/** A private key, in base64 of PEM. */
function keyData(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return Buffer.from(pem).toString('base64');
}

describe('a KubeConfig Secret', () => {
  it('is a cluster, whose credentials are kept apart', () => {
    const cluster = read(kubeconfig());
    expect(cluster).toEqual({
      name: 'store-1',
      labels: {},
      source: 'Secret fleet/store-1-kubeconfig on cluster-1',
    });
    const found = kubeConfigOf(cluster);
    expect(found.getCurrentCluster()).toEqual({
      name: 'store-1',
      server: 'https://10.0.0.1:6443',
      skipTLSVerify: false,
    });
    expect(found.getCurrentUser()).toEqual({ name: 'store-1', token });
    const shown = JSON.stringify(cluster) + inspect(cluster, { depth: 9, showHidden: true });
    expect(shown).not.toContain(token);
  });

  it('may sign in with a certificate, name an authority, a name of the server and a proxy', () => {
    const key = keyData();
    const text = kubeconfig({
      cluster: {
        'certificate-authority-data': certificate,
        'tls-server-name': 'kubernetes',
        'proxy-url': 'socks5://proxy:1080',
      },
      user: { 'client-certificate-data': certificate, 'client-key-data': key },
    });
    const found = kubeConfigOf(read(text));
    expect(found.getCurrentCluster()).toMatchObject({
      caData: certificate,
      tlsServerName: 'kubernetes',
      proxyUrl: 'socks5://proxy:1080',
    });
    expect(found.getCurrentUser()).toMatchObject({ certData: certificate, keyData: key });
  });

  it('gives no credentials to a process that never signs in', () => {
    const cluster = clusterOfSecret(secretOf(kubeconfig()), 'cluster-1', false)!;
    expect(() => kubeConfigOf(cluster)).toThrow('are kept by workers alone');
  });

  it.each([
    ['the authority of a cluster', secretOf('', 'store-1', 'store-1-ca')],
    ['a kubeconfig for people', secretOf(kubeconfig(), 'store-1', 'store-1-user-kubeconfig')],
  ])('is none when it is %s', (_, secret) => {
    expect(clusterOfSecret(secret, 'cluster-1', true)).toBeUndefined();
  });

  it('takes the name of a Secret whose label is a hash, or missing', () => {
    const secret = secretOf(kubeconfig());
    const labelled = (labels: Record<string, string> | undefined) =>
      clusterOfSecret({ ...secret, metadata: { ...secret.metadata, labels } }, 'cluster-1', true);
    expect(labelled(undefined)?.name).toBe('store-1');
    expect(labelled({ 'cluster.x-k8s.io/cluster-name': 'hash_1a2b3c_z' })?.name).toBe('store-1');
  });
});

describe('a kubeconfig that is refused', () => {
  const ran = join(folder, 'ran');
  const file = join(folder, 'file');
  writeFileSync(file, token);
  const touch = { apiVersion: 'client.authentication.k8s.io/v1', command: 'touch', args: [ran] };

  it.each<[string, string, string]>([
    ['no text', '', 'is not there: the Secret has no data.value'],
    ['no YAML', `a: [${token}`, 'is no YAML'],
    ['no object', token, 'is no kubeconfig'],
    ['no context', kubeconfig({ config: { contexts: [] } }), 'has no current-context'],
    [
      'another context',
      kubeconfig({ config: { 'current-context': 'x' } }),
      'has no current-context',
    ],
    ['no cluster', kubeconfig({ config: { clusters: [] } }), 'has no cluster that its current'],
    ['no user', kubeconfig({ config: { users: null } }), 'has no user that its current context'],
    ['no credentials', kubeconfig({ user: {} }), 'has no credentials in users[].user: token, or'],
    [
      'half a certificate',
      kubeconfig({ user: { 'client-certificate-data': token } }),
      'has no credentials in users[].user',
    ],
    [
      'no certificate',
      kubeconfig({ user: { 'client-certificate-data': token, 'client-key-data': token } }),
      'has a users[].user.client-certificate-data that cannot be read: PEM in base64 is accepted',
    ],
    [
      'no authority',
      kubeconfig({ cluster: { 'certificate-authority-data': token } }),
      'has a clusters[].cluster.certificate-authority-data that cannot be read',
    ],
    [
      'no server',
      kubeconfig({ cluster: { server: undefined } }),
      'has no address in clusters[].cluster.server: https://host:port is accepted',
    ],
    [
      'a server without TLS',
      kubeconfig({ cluster: { server: 'http://10.0.0.1' } }),
      'has no address in clusters[].cluster.server: https://host:port is accepted',
    ],
    [
      'a user in the address',
      kubeconfig({ cluster: { server: `https://me:${token}@10.0.0.1` } }),
      'has a user in clusters[].cluster.server',
    ],
    [
      'an unchecked certificate',
      kubeconfig({ cluster: { 'insecure-skip-tls-verify': true } }),
      'has clusters[].cluster.insecure-skip-tls-verify, which turns the check of the server’s',
    ],
    [
      'a file with the authority',
      kubeconfig({ cluster: { 'certificate-authority': file } }),
      'has clusters[].cluster.certificate-authority, which names a file of the computer on which',
    ],
    ...['tokenFile', 'token-file', 'client-certificate', 'client-key'].map(
      (field): [string, string, string] => [
        field,
        kubeconfig({ user: { token, [field]: file } }),
        `has users[].user.${field}, which names a file of the computer on which the worker runs`,
      ],
    ),
    [
      'a program',
      kubeconfig({ user: { exec: touch } }),
      'has users[].user.exec, which names a program to run where the worker runs: token, or',
    ],
    [
      'a program beside a token',
      kubeconfig({ user: { token, exec: touch } }),
      'has users[].user.exec, which names a program',
    ],
    [
      'a provider that runs a program',
      kubeconfig({ user: { 'auth-provider': { name: 'gcp', config: { 'cmd-path': 'touch' } } } }),
      'has users[].user.auth-provider, which names a program',
    ],
    [
      'a password',
      kubeconfig({ user: { username: 'me', password: token } }),
      'has users[].user.username',
    ],
    [
      'another user',
      kubeconfig({ user: { token, as: 'admin' } }),
      'has users[].user.as, which asks',
    ],
    [
      'what is not known',
      kubeconfig({ user: { token, [token]: 'x' } }),
      'has a field of users[].user that is not known: token, or',
    ],
  ])('with %s', (_, text, message) => {
    const cluster = read(text);
    expect(cluster.name).toBe('store-1');
    expect(cluster.unusable).toContain(`its kubeconfig ${message}`);
    expect(cluster.unusable).toContain('(Secret fleet/store-1-kubeconfig on cluster-1)');
    expect(cluster.unusable).not.toContain(token);
    expect(() => kubeConfigOf(cluster)).toThrow(/is not usable/);
    expect(existsSync(ran)).toBe(false);
  });

  it('does not grow without end', () => {
    const levels = Array.from({ length: 20 }, (_, n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}]`);
    expect(read(['l0: &l0 x', ...levels].join('\n')).unusable).toContain('its kubeconfig is no');
  });

  it('is not refused for what its other users have', () => {
    const other = { name: 'other', user: { exec: touch } };
    const users = [{ name: 'store-1-admin', user: { token } }, other];
    expect(read(kubeconfig({ config: { users } })).unusable).toBeUndefined();
  });
});
