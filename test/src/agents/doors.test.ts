/* eslint-disable @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports -- the backend as its own tests start it */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { FakeTemporal } from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/FakeTemporal';
import {
  RealAuth,
  realAuth,
} from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/realAuth';
import {
  networks,
  shop,
} from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/rest';
import {
  Api,
  startApi,
} from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/startApi';
import {
  rolloutCommandNames,
  rolloutCommands,
} from '@interconnect/backstage-plugin-interconnect-common';
import scaffolderModule from '@interconnect/backstage-plugin-scaffolder-backend-module-interconnect';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import request from 'supertest';
import { InstalledCli, installCli } from '../cli/installedCli';

jest.setTimeout(120_000);

const token = 'token-of-the-agent';
const forPeople = rolloutCommandNames.filter(name => rolloutCommands[name].onlyPeople);

/** What only people decide, tried with the token of an agent wherever there is a door. */
describe('an agent, whose token may all that a policy can allow', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-doors-'));
  let auth: RealAuth;
  let api: Api;
  let temporal: FakeTemporal;
  let cli: InstalledCli;
  let rollout: string;
  let digest: string;

  const authorization = `Bearer ${token}`;
  const options: Record<string, () => string[]> = {
    approve: () => ['--plan', digest],
    reject: () => ['--reason', 'because'],
    skip: () => ['--reason', 'because'],
  };

  beforeAll(async () => {
    auth = realAuth(
      { handle: async () => ({ result: AuthorizeResult.ALLOW }) },
      { agent: { token } },
    );
    temporal = new FakeTemporal();
    const { backend, ...root } = auth.config;
    api = await startApi({
      temporal: () => temporal,
      features: [...auth.features, mcpPlugin, scaffolderPlugin, scaffolderModule],
      root: {
        ...root,
        app: { baseUrl: 'http://portal.test' },
        backend: { ...(backend as object), actions: { pluginSources: ['interconnect'] } },
      },
      config: {
        clusters: [{ name: 'cluster-2', labels: { environment: 'production' } }],
        approval: {
          clusterLabels: { environment: 'production' },
          approvers: ['group:default/platform-team'],
        },
      },
    });
    const asked = await api.call('put', `${networks}/shop`, shop, {
      authorization,
      'interconnect-on-behalf-of': 'user:default/anna',
    });
    rollout = asked.body.rollout.id;
    const path = `${networks}/shop/rollouts/${rollout}`;
    digest = (await api.call('get', path, undefined, { authorization })).body.planDigest;
    const { port } = api.server.address() as AddressInfo;
    cli = await installCli(join(folder, 'home'), {
      INTERCONNECT_URL: `http://localhost:${port}`,
      INTERCONNECT_TOKEN: token,
    });
  });
  afterAll(async () => {
    await api.stop();
    auth.remove();
    rmSync(folder, { recursive: true });
  });

  it('has something to decide', async () => {
    expect(forPeople).toEqual(['approve', 'reject', 'skip']);
    const { out } = await cli.run(['rollout', 'get', 'edge-shop/shop']);
    expect(out).toMatch(/AwaitingApproval/);
  });

  it.each(forPeople)('cannot %s by the API', async name => {
    const { status, body } = await api.call(
      'post',
      `${networks}/shop/rollouts/${rollout}/${name}`,
      { reason: 'because' },
      { authorization, 'interconnect-plan-digest': digest },
    );
    expect([status, body.error.message]).toEqual([403, expect.stringMatching(/^Only people can /)]);
  });

  it.each(forPeople)('cannot %s for somebody else, as it names itself', async name => {
    const { status } = await api.call(
      'post',
      `${networks}/shop/rollouts/${rollout}/${name}`,
      { reason: 'because' },
      {
        authorization,
        'interconnect-plan-digest': digest,
        'interconnect-on-behalf-of': 'user:default/anna',
      },
    );
    expect(status).toBe(403);
  });

  it.each(forPeople)('cannot %s by the command line', async name => {
    const args = ['rollout', name, 'edge-shop/shop', rollout, ...options[name]()];
    const { code, out, notes } = await cli.run(args);
    expect([code, out, notes]).toEqual([1, '', expect.stringMatching(/^Only people can .*\n$/)]);
  });

  it.each(forPeople)('cannot %s by MCP: there is no such tool', async name => {
    const { port } = api.server.address() as AddressInfo;
    const client = new Client({ name: 'test', version: '1' });
    const url = new URL(`http://localhost:${port}/api/mcp-actions/v1`);
    await client.connect(
      new StreamableHTTPClientTransport(url, { requestInit: { headers: { authorization } } }),
    );
    const { tools } = await client.listTools();
    expect(tools.filter(tool => tool.name.includes(name))).toEqual([]);
    const given = { project: 'edge-shop', network: 'shop', rollout };
    for (const tool of [`${name}-rollout`, 'command-rollout', name]) {
      const called = client.callTool({ name: `interconnect.${tool}`, arguments: given });
      const { isError } = await called.catch(() => ({ isError: true }));
      expect(isError).toBe(true);
    }
    await client.close();
  });

  it.each(forPeople)('cannot %s by the actions of the backend, or by a template', async name => {
    const ofPlugin = '/api/interconnect/.backstage/actions/v1/actions';
    const server = request(api.server);
    const registered = await server.get(ofPlugin).set({ authorization });
    const templates = await server.get('/api/scaffolder/v2/actions').set({ authorization });
    const ids = [...registered.body.actions, ...templates.body].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['interconnect:request-network', 'interconnect:network:request']),
    );
    expect(ids.filter(id => id.startsWith('interconnect') && id.includes(name))).toEqual([]);
    const invoked = await server
      .post(`${ofPlugin}/${encodeURIComponent(`interconnect:${name}-rollout`)}/invoke`)
      .set({ authorization })
      .send({ project: 'edge-shop', network: 'shop', rollout });
    expect(invoked.status).toBe(404);
  });

  it('has decided nothing with all that', () => {
    expect(temporal.commands).toEqual([]);
    expect([...temporal.running.values()]).toMatchObject([{ rolloutId: rollout }]);
  });

  it('is in the audit log with each try', async () => {
    const path = `${networks}/shop/audit`;
    const { body } = await api.call('get', path, undefined, { authorization });
    for (const name of forPeople) {
      const tries = body.filter(
        ({ action, actor, outcome }: Record<string, string>) =>
          action === `rollout.${name}` && actor === 'service:agent' && outcome === 'refused',
      );
      expect(tries).toHaveLength(3);
    }
  });
});
