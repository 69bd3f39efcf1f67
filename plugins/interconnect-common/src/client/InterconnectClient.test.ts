import { shopDocument } from '../plan/__testUtils__/shop';
import { InterconnectClient } from './InterconnectClient';

const baseUrl = 'http://portal/api/interconnect';
const name = { project: 'edge-shop', network: 'shop' };
const network = {
  project: 'edge-shop',
  name: 'shop',
  generation: 7,
  spec: shopDocument(),
  status: {},
};

/** A client whose requests are answered with this, and what it asked for. */
function clientWith(status: number, body?: unknown, headers: Record<string, string> = {}) {
  const fetch = jest.fn(
    async (..._request: Parameters<typeof globalThis.fetch>) =>
      new Response(body === undefined ? null : JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/json', ...headers },
      }),
  );
  const discoveryApi = { getBaseUrl: async (plugin: string) => `http://portal/api/${plugin}` };
  const client = new InterconnectClient({ discoveryApi, fetchApi: { fetch } });
  const request = () => {
    const [url, init] = fetch.mock.calls[0];
    return { url, ...init, body: init?.body && JSON.parse(String(init.body)) };
  };
  return { client, request };
}

describe('InterconnectClient', () => {
  it('lists networks by pages', async () => {
    const next =
      '</api/interconnect/v1/projects/edge-shop/networks?limit=1&cursor=abc%3D>; rel="next"';
    const { client, request } = clientWith(200, [network], { link: next });
    expect(await client.listNetworks('edge-shop', { limit: 1, cursor: 'x&y' })).toEqual({
      items: [network],
      nextCursor: 'abc=',
    });
    expect(request()).toMatchObject({
      url: `${baseUrl}/v1/projects/edge-shop/networks?limit=1&cursor=x%26y`,
      method: 'GET',
    });
  });

  it('ends lists without a cursor', async () => {
    const { client, request } = clientWith(200, []);
    expect(await client.listNetworks('a/b')).toEqual({ items: [] });
    expect(request().url).toBe(`${baseUrl}/v1/projects/a%2Fb/networks`);
  });

  it('reads a network with its entity tag', async () => {
    const { client } = clientWith(200, network, { etag: '"7"' });
    expect(await client.getNetwork(name)).toEqual({ network, etag: '"7"' });
    expect((await clientWith(200, network).client.getNetwork(name)).etag).toBe('"7"');
  });

  it('puts a document in the place of the one that was read', async () => {
    const { client, request } = clientWith(200, network, { etag: '"8"' });
    const signal = new AbortController().signal;
    const planDigest = 'd'.repeat(64);
    const options = { ifMatch: '"7"', planDigest, token: 'secret', signal };
    expect(await client.putNetwork(name, shopDocument(), options)).toEqual({
      network,
      etag: '"8"',
    });
    expect(request()).toMatchObject({
      url: `${baseUrl}/v1/projects/edge-shop/networks/shop`,
      method: 'PUT',
      headers: {
        'If-Match': '"7"',
        'Interconnect-Plan-Digest': planDigest,
        'Content-Type': 'application/json',
        Authorization: 'Bearer secret',
      },
      body: shopDocument(),
      signal,
    });
  });

  it('deletes, whether there is something left to wait for or not', async () => {
    const waiting = clientWith(202, network);
    expect(await waiting.client.deleteNetwork(name, { ifMatch: '"7"' })).toEqual(network);
    expect(waiting.request()).toMatchObject({ method: 'DELETE', headers: { 'If-Match': '"7"' } });
    expect(await clientWith(204).client.deleteNetwork(name)).toBeUndefined();
  });

  it('rotates the authority of what was read, and asks for the plan of it', async () => {
    const { client, request } = clientWith(200, network, { etag: '"7"' });
    expect(await client.rotateNetwork(name, { ifMatch: '"7"' })).toEqual({ network, etag: '"7"' });
    expect(request()).toMatchObject({
      url: `${baseUrl}/v1/projects/edge-shop/networks/shop/rotate`,
      method: 'POST',
      headers: { 'If-Match': '"7"' },
    });
    const plan = { operation: 'rotate', steps: [], addresses: [], warnings: [] };
    const planned = clientWith(200, plan);
    expect(await planned.client.planRotation(name)).toEqual(plan);
    expect(planned.request()).toMatchObject({
      url: `${baseUrl}/v1/projects/edge-shop/networks/shop/rotate-plan`,
    });
  });

  it('repairs what was read, and asks for the plan of it', async () => {
    const { client, request } = clientWith(200, network, { etag: '"7"' });
    expect(await client.repairNetwork(name, { ifMatch: '"7"' })).toEqual({ network, etag: '"7"' });
    expect(request()).toMatchObject({
      url: `${baseUrl}/v1/projects/edge-shop/networks/shop/repair`,
      method: 'POST',
      headers: { 'If-Match': '"7"' },
    });
    const plan = { operation: 'repair', steps: [], addresses: [], warnings: [] };
    const planned = clientWith(200, plan);
    expect(await planned.client.planRepair(name)).toEqual(plan);
    expect(planned.request()).toMatchObject({
      url: `${baseUrl}/v1/projects/edge-shop/networks/shop/repair-plan`,
      method: 'GET',
    });
  });

  it('asks for the plan of a document', async () => {
    const plan = { operation: 'create', steps: [], addresses: [], warnings: [] };
    const { client, request } = clientWith(200, plan);
    expect(await client.planNetwork(name, shopDocument())).toEqual(plan);
    expect(request()).toMatchObject({
      url: `${baseUrl}/v1/projects/edge-shop/networks/shop/plan`,
      method: 'POST',
      body: shopDocument(),
    });
  });

  it('reads rollouts, the audit and clusters', async () => {
    const rollouts = clientWith(200, [{ id: 'r1' }]);
    expect(await rollouts.client.listRollouts(name, { limit: 5 })).toEqual({
      items: [{ id: 'r1' }],
    });
    expect(rollouts.request().url).toBe(
      `${baseUrl}/v1/projects/edge-shop/networks/shop/rollouts?limit=5`,
    );
    const rollout = clientWith(200, { id: 'r1' });
    expect(await rollout.client.getRollout(name, 'r1')).toEqual({ id: 'r1' });
    expect(rollout.request().url).toBe(
      `${baseUrl}/v1/projects/edge-shop/networks/shop/rollouts/r1`,
    );
    const audit = clientWith(200, [{ sequence: 1 }]);
    expect(await audit.client.listAudit(name)).toEqual({ items: [{ sequence: 1 }] });
    expect(audit.request().url).toBe(`${baseUrl}/v1/projects/edge-shop/networks/shop/audit`);
    const clusters = clientWith(200, [{ name: 'cluster-1' }]);
    expect(await clusters.client.listClusters()).toEqual([{ name: 'cluster-1' }]);
    expect(clusters.request().url).toBe(`${baseUrl}/v1/clusters`);
    const limits = clientWith(200, { project: 'edge-shop' });
    expect(await limits.client.getLimits('edge-shop')).toEqual({ project: 'edge-shop' });
    expect(limits.request().url).toBe(`${baseUrl}/v1/projects/edge-shop/limits`);
  });

  it('reads the export of an audit log as it is', async () => {
    const lines = '{"type":"export"}\n{"type":"entry"}\n';
    const fetch = jest.fn(async () => new Response(lines));
    const discoveryApi = { getBaseUrl: async () => baseUrl };
    const client = new InterconnectClient({ discoveryApi, fetchApi: { fetch } });
    expect(await client.exportAudit('edge-shop')).toBe(lines);
    expect(fetch).toHaveBeenCalledWith(
      `${baseUrl}/v1/projects/edge-shop/audit/export`,
      expect.objectContaining({ method: 'GET' }),
    );
  });

  it.each(['approve', 'reject', 'cancel', 'retry', 'skip', 'pause', 'resume', 'rollback'] as const)(
    'commands a rollout to %s',
    async command => {
      const { client, request } = clientWith(200, { id: 'r1' });
      const details = { reason: 'because', steps: ['linkSpoke@cluster-2'] };
      const planDigest = 'd'.repeat(64);
      expect(await client.commandRollout(name, 'r1', command, { ...details, planDigest })).toEqual({
        id: 'r1',
      });
      expect(request()).toMatchObject({
        url: `${baseUrl}/v1/projects/edge-shop/networks/shop/rollouts/r1/${command}`,
        method: 'POST',
        headers: { 'Interconnect-Plan-Digest': planDigest },
        body: details,
      });
    },
  );

  it('throws what the backend refused, with the fields', async () => {
    const fields = [{ field: 'hub.cluster', message: "cluster 'x' is unknown" }];
    const { client } = clientWith(400, {
      error: { name: 'InputError', message: 'wrong', fields },
      response: { statusCode: 400 },
    });
    await expect(client.putNetwork(name, shopDocument())).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 400,
      body: { error: { name: 'InputError', message: 'wrong', fields } },
    });
  });
});
