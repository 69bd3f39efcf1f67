import { X509Certificate } from 'node:crypto';
import { Application, NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { handshake } from '@interconnect/workflows/testing';
import { call, getNetwork, networkPath, rollOut, waitForRollout } from '../api';
import { kubectl } from '../kubectl';
import { Portal } from '../portal';
import { rememberSecrets } from '../secretBytes';
import { waitFor } from '../waitFor';

const namespace = 'interconnect-shop';
const port = 8443;
/** The application has another name than its Deployment, after which its Secret is named. */
const server: Application = {
  name: 'safe',
  clusters: ['cluster-1'],
  namespace: 'shop',
  expose: true,
  tls: 'router',
  source: { kind: 'manifests', url: './secure-backend.yaml' },
};
const client: Application = {
  name: 'secure-frontend',
  clusters: ['cluster-2'],
  namespace: 'shop',
  source: { kind: 'manifests', url: './secure-frontend.yaml' },
};

/** TLS between applications and routers, asked for of the network `shop` as it stands. */
export function tlsOfShop(portal: () => Portal, document: () => NetworkDocument) {
  const on = (cluster: string, ...args: string[]) => kubectl(portal().lab, cluster, ...args);

  /** What a Secret holds, as text. */
  async function secret(cluster: string, name: string, key: string): Promise<string> {
    const ref = ['-n', 'shop', 'get', 'secret', name];
    const path = `jsonpath={.data.${key.replace('.', '\\.')}}`;
    return Buffer.from(await on(cluster, ...ref, '-o', path), 'base64').toString();
  }

  /** What a client on a member gets to see of its router, or why it refuses that. */
  async function shown(cluster: string, ca?: string): Promise<X509Certificate | string> {
    const ref = ['-n', namespace, 'get', 'service', 'secure-backend'];
    const host = await on(cluster, ...ref, '-o', 'jsonpath={.spec.clusterIP}');
    return handshake({ host, port, ca, servername: `secure-backend.${namespace}` });
  }

  /** Waits until the client on the spoke has an answer of the server, whose router it trusts. */
  const untilAnswered = () =>
    waitFor(async () => {
      const url = 'http://secure-frontend.shop.svc.cluster.local:8080/';
      const asked = portal().lab.curl('cluster-2', url, { timeoutMs: 10_000 });
      const { status, body } = await asked.catch(() => ({ status: 0, body: '' }));
      return status === 200 && body.includes('authorized true') && body.includes('secure-backend');
    }, 60_000);

  it('gives server and clients their certificates, and clients refuse what they do not trust', async () => {
    const { applications = [], ...rest } = document();
    await rollOut(portal(), 'shop', { ...rest, applications: [...applications, server, client] });
    await untilAnswered();
    const ca = await secret('cluster-2', 'skupper-tls-client', 'ca.crt');
    expect(await shown('cluster-2', ca)).toBeInstanceOf(X509Certificate);
    expect(await shown('cluster-2')).toMatch(/^(UNABLE_TO_VERIFY|SELF_SIGNED)/);

    const { body } = await getNetwork(portal(), 'shop');
    expect(body.status.services.find(({ application }) => application === 'safe')).toMatchObject({
      ...{ name: 'secure-backend', port, tls: 'router', deployment: 'secure-backend' },
      addresses: [
        `https://secure-backend.${namespace}.svc.cluster.local:${port}`,
        `https://secure-backend.interconnect.svc.cluster.local:${port}`,
      ],
    });
    await rememberSecrets(portal().lab);
  });

  it('issues certificates again in a repair, and clients go on', async () => {
    const ca = await secret('cluster-2', 'skupper-tls-client', 'ca.crt');
    const ofServer = () => secret('cluster-1', 'skupper-tls-secure-backend', 'tls.crt');
    const serials = async () => [
      new X509Certificate(await ofServer()).serialNumber,
      ((await shown('cluster-2', ca)) as X509Certificate).serialNumber,
    ];
    const before = await serials();
    const label = 'interconnect/tls in (server, router)';
    const list = ['-n', namespace, 'get', 'certificates.skupper.io', '-l', label];
    const names = (await on('cluster-1', ...list, '-o', 'jsonpath={..metadata.name}')).split(' ');
    const all = names.flatMap(name => [`certificate.skupper.io/${name}`, `secret/${name}`]);
    await on('cluster-1', '-n', namespace, 'delete', '--ignore-not-found', ...all);

    const { body } = await call(portal(), 'POST', `${networkPath('shop')}/repair`);
    const isDone = ({ state }: { state: string }) => state === 'Succeeded';
    await waitForRollout(portal(), 'shop', body.rollout.id, isDone);
    await waitFor(async () => (await serials()).every((serial, n) => serial !== before[n]), 30_000);
    await untilAnswered();
    expect(await secret('cluster-2', 'skupper-tls-client', 'ca.crt')).toBe(ca);
    await rememberSecrets(portal().lab);
  });
}
