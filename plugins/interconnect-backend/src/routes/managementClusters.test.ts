import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex, { type Knex } from 'knex';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, rollOut, shop } from '../__testUtils__/rest';
import { type Api, startApi } from '../__testUtils__/startApi';

const token = 'c2VjcmV0LXRva2Vu';

/** A KubeConfig Secret of Cluster API. */
function secretOf(cluster: string, user: object) {
  const text = JSON.stringify({
    clusters: [{ name: 'it', cluster: { server: 'https://127.0.0.1:9' } }],
    users: [{ name: 'me', user }],
    contexts: [{ name: 'me', context: { cluster: 'it', user: 'me' } }],
  });
  const labels = { 'cluster.x-k8s.io/cluster-name': cluster };
  return {
    metadata: { name: `${cluster}-kubeconfig`, namespace: 'fleet', labels },
    data: { value: Buffer.from(text).toString('base64') },
  };
}

/** The portal beside a management cluster, whose API server is this test. */
describe('clusters of a management cluster', () => {
  let server: Server;
  let secrets: object[] | undefined;
  let kubeconfig: string;
  let knex: Knex;
  let temporal: FakeTemporal;
  let api: Api | undefined;

  beforeEach(async () => {
    knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    server = createServer((_, response) => {
      response.writeHead(secrets ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ items: secrets }));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    kubeconfig = join(mkdtempSync(join(tmpdir(), 'interconnect-')), 'kubeconfig.json');
    const cluster = { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true };
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        clusters: [{ name: 'it', cluster }],
        users: [{ name: 'me', user: { token } }],
        contexts: [{ name: 'cluster-1', context: { cluster: 'it', user: 'me' } }],
      }),
    );
    secrets = [
      secretOf('cluster-2', { token }),
      secretOf('cluster-3', { tokenFile: '/etc/shadow' }),
    ];
  });
  afterEach(async () => {
    await api?.stop();
    api = undefined;
    await knex.destroy();
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  /** The portal, anew, on the same database. */
  async function start() {
    await api?.stop();
    temporal = new FakeTemporal();
    const entry = { cluster: 'cluster-1', kubeconfigSecrets: { namespace: 'fleet' } };
    const config = { kubeconfig, clusters: [], managementClusters: [entry] };
    api = await startApi({ temporal: () => temporal, config, knex });
    return api;
  }

  it('are listed with their source, and those that are refused with the reason', async () => {
    const { body } = await (await start()).call('get', '/v1/clusters');
    expect(body).toEqual([
      { name: 'cluster-1', labels: {}, source: 'interconnect.kubeconfig' },
      {
        name: 'cluster-2',
        labels: {},
        source: 'Secret fleet/cluster-2-kubeconfig on cluster-1',
      },
      {
        name: 'cluster-3',
        labels: {},
        source: 'Secret fleet/cluster-3-kubeconfig on cluster-1',
        unusable: expect.stringContaining('has users[].user.tokenFile, which names a file of'),
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(token);
  });

  it('may be members, but for those that are refused', async () => {
    const { call, ...rest } = await start();
    await rollOut({ call, ...rest }, temporal, 'shop', shop);
    const { body } = await call('post', `${networks}/other/plan`, {
      ...shop,
      spokes: [{ cluster: 'cluster-3' }],
    });
    expect(body.error.fields[0]).toMatchObject({
      field: 'spokes[0].cluster',
      message: expect.stringContaining("cluster 'cluster-3' is not usable: its kubeconfig"),
    });
  });

  it('are not gone when the management cluster has not answered yet', async () => {
    await rollOut(await start(), temporal, 'shop', shop);
    secrets = undefined;
    const { call } = await start();
    for (const answer of [
      await call('get', '/v1/clusters'),
      await call('post', `${networks}/shop/plan`, { ...shop, description: 'other' }),
    ]) {
      expect([answer.status, answer.body.error.message]).toEqual([
        503,
        'Not all clusters are known: KubeConfig Secrets in namespace fleet on cluster-1: not read yet, ' +
          'because the answer was 503',
      ]);
    }
    const shown = await call('get', `${networks}/shop`);
    expect([shown.status, shown.body.left]).toEqual([200, undefined]);
    expect((await call('get', networks)).body).toHaveLength(1);
  });

  it('are gone when the management cluster says so', async () => {
    await rollOut(await start(), temporal, 'shop', shop);
    secrets = [];
    const { call } = await start();
    const { body } = await call('post', `${networks}/shop/plan`, { ...shop, spokes: [] });
    expect(body.warnings).toContainEqual(
      expect.stringMatching(/^cluster-2 is not configured any more/),
    );
  });
});
