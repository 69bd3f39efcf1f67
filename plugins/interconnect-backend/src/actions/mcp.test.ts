import type { AddressInfo } from 'node:net';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import { AuthorizeResult, isResourcePermission } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { networkResourceType } from '@interconnect/backstage-plugin-interconnect-common';
import {
  createInterconnectConditionalDecision,
  interconnectConditions,
} from '@interconnect/backstage-plugin-interconnect-node';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { RealAuth, realAuth } from '../__testUtils__/realAuth';
import { networks, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

/** Owners of a project do what they like with its networks; nobody else sees them. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    return isResourcePermission(permission, networkResourceType)
      ? createInterconnectConditionalDecision(
          permission,
          interconnectConditions.isProjectOwner({ claims: user?.info.ownershipEntityRefs ?? [] }),
        )
      : { result: AuthorizeResult.ALLOW };
  },
};

const name = { project: 'edge-shop', network: 'shop' };

/** With a member that needs an approval. */
const guarded = {
  ...shop,
  hub: {
    ...shop.hub,
    loadBalancer: { ...shop.hub.loadBalancer, addresses: ['127.20.0.60-127.20.0.70'] },
  },
  spokes: [{ cluster: 'cluster-3' }],
};

describe('agents, with a real client of MCP', () => {
  let auth: RealAuth;
  let temporal: FakeTemporal;
  let api: Api;
  const clients: Client[] = [];

  const connect = async (token?: string) => {
    const { port } = api.server.address() as AddressInfo;
    const client = new Client({ name: 'test', version: '1' });
    clients.push(client);
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`http://localhost:${port}/api/mcp-actions/v1`), {
        requestInit: { headers: token ? { authorization: `Bearer ${token}` } : {} },
      }),
    );
    // From here on the client compares what tools answer with what they say that they answer.
    await client.listTools();
    return client;
  };
  const call = async (client: Client, tool: string, given: object): Promise<any> => {
    const { content, structuredContent, isError } = await client.callTool({
      name: `interconnect.${tool}`,
      arguments: { ...given },
    });
    return isError ? (content as { text: string }[])[0].text : structuredContent;
  };
  const owner = () => auth.userToken('anna', ['group:default/edge-team']);
  const stranger = () => auth.userToken('eve', ['group:default/warehouse-team']);
  const audit = async () => {
    const { body } = await api.call('get', `${networks}/shop/audit`, undefined, {
      authorization: `Bearer ${owner()}`,
    });
    return body as { actor: string; action: string; outcome: string; message: string }[];
  };

  beforeAll(async () => {
    auth = realAuth(policy, {
      agent: { token: 'token-of-the-agent' },
      reader: { token: 'token-of-the-reader', permissions: ['interconnect.network.read'] },
    });
    temporal = new FakeTemporal();
    const { backend, ...root } = auth.config;
    api = await startApi({
      temporal: () => temporal,
      features: [...auth.features, mcpPlugin],
      root: {
        ...root,
        backend: { ...(backend as object), actions: { pluginSources: ['interconnect'] } },
      },
      config: {
        clusters: [{ name: 'cluster-3', labels: { environment: 'production' } }],
        approval: {
          clusterLabels: { environment: 'production' },
          approvers: ['group:default/platform-team'],
        },
        rateLimits: { changesPerCaller: 20, changesPerProject: 1e6, readsPerCaller: 1e6 },
      },
    });
  });
  afterAll(async () => {
    await Promise.all(clients.map(client => client.close()));
    await api.stop();
    auth.remove();
  });

  it('get nothing without a token, with one of nobody, or with a restricted one of a service', async () => {
    await expect(connect()).rejects.toThrow();
    await expect(connect(auth.userToken('anna', [], 'forged'))).rejects.toThrow();
    await expect(connect('token-of-the-reader')).rejects.toThrow();
  });

  it('find tools that read, plan and ask, and none that decides', async () => {
    const { tools } = await (await connect(owner())).listTools();
    const hints = tools.map(({ name: tool, annotations }) => [
      tool.replace('interconnect.', ''),
      annotations?.readOnlyHint,
      annotations?.destructiveHint,
      annotations?.idempotentHint,
    ]);
    const reading = [
      'diagnose-network',
      'get-network',
      'get-network-schema',
      'get-rollout',
      'list-audit',
      'list-networks',
      'list-rollouts',
      'plan-network',
    ];
    expect(hints.sort()).toEqual([
      ...reading.map(tool => [tool, true, false, true]),
      ['request-network', false, true, true],
    ]);
  });

  it('learn what is accepted, and what is wrong with what they ask for', async () => {
    const client = await connect(owner());
    const { schema, clusters } = await call(client, 'get-network-schema', { project: 'edge-shop' });
    expect(schema.properties).toHaveProperty('hub');
    expect(clusters).toContain('cluster-1');
    expect(
      await call(client, 'plan-network', { ...name, document: { ...shop, hub: { cluster: 'x' } } }),
    ).toMatch(/^InputError: .*hub\.cluster.*x.*accepted/);
    expect(await call(client, 'plan-network', { ...name, document: 'no JSON' })).toMatch(
      /^InputError: .*document/s,
    );
  });

  it.each<[string, object, RegExp]>([
    ['plan-network', { network: 'shop', document: shop }, /project/],
    ['plan-network', { ...name, project: 5, document: shop }, /project/],
    ['plan-network', { ...name, document: [1] }, /document/],
    ['plan-network', { ...name }, /document/],
    ['request-network', { ...name, document: shop, ifMatch: 1 }, /ifMatch/],
    ['list-rollouts', { ...name, limit: 'many' }, /limit/],
    ['list-rollouts', { ...name, limit: 501 }, /limit/],
    ['get-rollout', { ...name, rollout: ['r1'] }, /rollout/],
    ['get-network', { ...name, network: '..' }, /^NotFoundError: .*has no network "\.\."/],
    ['get-rollout', { ...name, rollout: '..' }, /^NotFoundError: /],
    ['list-audit', { ...name, project: '.' }, /^NotFoundError: Project "\." is unknown/],
  ])('are told which argument is wrong: %s %j', async (tool, given, expected) => {
    expect(await call(await connect(owner()), tool, given)).toEqual(
      expect.stringMatching(expected),
    );
  });

  it('plan, ask and read, as the person whose token they have', async () => {
    const client = await connect(owner());
    // Agents write objects as texts.
    const plan = await call(client, 'plan-network', { ...name, document: JSON.stringify(shop) });
    expect(plan).toMatchObject({ operation: 'create', digest: expect.any(String) });
    expect(await call(client, 'list-networks', {})).toEqual({ networks: [] });

    const asked = { ...name, document: shop, planDigest: plan.digest };
    const { rollout } = await call(client, 'request-network', asked);
    expect([...temporal.running.values()]).toMatchObject([
      { rolloutId: rollout.id, requestedBy: 'user:default/anna' },
    ]);
    expect(await call(client, 'list-networks', { limit: '1' })).toMatchObject({
      networks: [{ network: 'shop', hub: 'cluster-1', spokes: ['cluster-2'], rollout }],
    });
    expect(await call(client, 'get-network', name)).toMatchObject({
      document: shop,
      etag: '"1"',
      status: { phase: 'Progressing' },
    });
    const read = await call(client, 'get-rollout', { ...name, rollout: rollout.id });
    expect(read.steps.map(({ id }: { id: string }) => id)).toEqual(
      plan.steps.map(({ id }: { id: string }) => id),
    );
    expect(await call(client, 'list-rollouts', name)).toMatchObject({
      rollouts: [{ id: rollout.id, counts: { done: 0 } }],
    });
    expect(await call(client, 'diagnose-network', name)).toMatchObject({
      network: 'shop',
      rollout: { id: rollout.id },
    });
  });

  it('are told why something is refused, in words that MCP passes on', async () => {
    const client = await connect(owner());
    const wider = { ...shop, spokes: [...shop.spokes, { cluster: 'cluster-3' }] };
    const request = (given: object) =>
      call(client, 'request-network', { ...name, document: wider, ...given });
    expect(await request({})).toMatch(/^ConflictError: Rollout .* has not ended/);
    const [{ rolloutId }] = [...temporal.running.values()];
    temporal.running.clear();
    await endRollout(api.rollouts, rolloutId);
    expect(await request({})).toMatch(/^ConflictError: .*If-Match/);
    expect(await request({ ifMatch: '"9"' })).toMatch(/^ConflictError: If-Match: .*generation 1/);
    expect(await request({ ifMatch: '"1"', planDigest: '0'.repeat(64) })).toMatch(
      /^ConflictError: .*the plan that was shown/,
    );
    expect(await call(client, 'get-network', { ...name, network: 'none' })).toMatch(
      /^NotFoundError: Project "edge-shop" has no network "none"/,
    );
    expect(await request({ onBehalfOf: 'user:default/mallory' })).toMatch(
      /^InputError: Interconnect-On-Behalf-Of: services say it/,
    );
  });

  it('of services say for whom they ask; approvals need that', async () => {
    const client = await connect('token-of-the-agent');
    const waiting = { project: 'edge-shop', network: 'stock' };
    const asked = { ...waiting, document: guarded };
    expect(await call(client, 'request-network', asked)).toMatch(
      /^InputError: Interconnect-On-Behalf-Of: is missing: .*service:plugin:mcp-actions/,
    );
    const onBehalfOf = 'user:default/anna';
    const { rollout } = await call(client, 'request-network', { ...asked, onBehalfOf });
    expect(rollout.state).toBe('AwaitingApproval');
    const [input] = [...temporal.running.values()];
    expect(input).toMatchObject({ requestedBy: 'service:plugin:mcp-actions', onBehalfOf });
    expect(await call(client, 'diagnose-network', waiting)).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ about: 'rollout', state: 'AwaitingApproval' }),
      ]),
    });
  });

  it('are held to the same rate', async () => {
    const client = await connect(auth.userToken('quick', []));
    const answers = [];
    for (let count = 0; count < 21; count++) {
      answers.push(await call(client, 'plan-network', { ...name, document: shop }));
    }
    expect(answers[0]).toMatch(/^NotAllowedError: /);
    expect(answers[20]).toMatch(
      /^ServiceUnavailableError: More than 20 .*try again in \d+ seconds/,
    );
  });

  it('have no more rights than the person', async () => {
    const client = await connect(stranger());
    expect(await call(client, 'list-networks', {})).toEqual({ networks: [] });
    for (const tool of ['get-network', 'diagnose-network', 'list-rollouts', 'list-audit']) {
      expect(await call(client, tool, name)).toMatch(/^NotAllowedError: /);
    }
    const asked = { ...name, document: shop };
    expect(await call(client, 'plan-network', asked)).toMatch(/^NotAllowedError: /);
    expect(await call(client, 'request-network', asked)).toMatch(/^NotAllowedError: /);
    expect(await audit()).toContainEqual(
      expect.objectContaining({
        actor: 'user:default/eve',
        action: 'network.put',
        outcome: 'refused',
        message: expect.stringContaining('(through service:plugin:mcp-actions)'),
      }),
    );
  });
});
