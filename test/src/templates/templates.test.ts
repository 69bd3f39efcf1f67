/* eslint-disable @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports -- the backend as its own tests start it */
import { AuthorizeResult, PolicyDecision } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { endRollout } from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/endRollout';
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
import scaffolderModule from '@interconnect/backstage-plugin-scaffolder-backend-module-interconnect';
import createKnex, { Knex } from 'knex';
import request from 'supertest';

// Several tasks run one after the other, which takes its time beside other tests.
jest.setTimeout(60_000);

/** What the actions take. */
const fields = ['project', 'network', 'document', 'update', 'planDigest', 'wait'];
const input = Object.fromEntries(fields.map(field => [field, `\${{ parameters.${field} }}`]));

/** A template that hands its parameters to one of the actions. */
const template = (action: string) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: action.replaceAll(':', '-'), namespace: 'default' },
  spec: {
    type: 'service',
    owner: 'group:default/edge-team',
    parameters: [{ title: 'All', properties: { network: { type: 'string' } } }],
    steps: [{ id: 'network', name: 'Network', action, input }],
    output: { network: '${{ steps.network.output }}' },
  },
});
const plan = template('interconnect:network:plan');
const ask = template('interconnect:network:request');

interface Task {
  status: string;
  log: string;
  output: any;
}

describe('templates, in the real scaffolder', () => {
  let auth: RealAuth;
  let knex: Knex;
  let temporal: FakeTemporal;
  let api: Api;
  let owner: Record<string, string>;

  const bearer = (name: string, groups: string[]) => ({
    authorization: `Bearer ${auth.userToken(name, groups)}`,
  });
  const scaffolder = (method: 'get' | 'post', path: string, headers = owner) =>
    request(api.server)[method](`/api/scaffolder${path}`).set(headers);

  async function start(of: ReturnType<typeof template>, given: object, headers = owner) {
    const templateRef = `template:default/${of.metadata.name}`;
    const values = { project: 'edge-shop', network: 'shop', ...given };
    const answer = await scaffolder('post', '/v2/tasks', headers).send({ templateRef, values });
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    return answer.body.id as string;
  }

  async function read(id: string): Promise<Task> {
    const task = await scaffolder('get', `/v2/tasks/${id}`);
    const events = await scaffolder('get', `/v2/tasks/${id}/events`);
    const messages = events.body.map(({ body }: any) => body.message);
    const end = events.body.find(({ type }: any) => type === 'completion');
    return {
      status: task.body.status,
      log: [...messages, end?.body.error?.message].join('\n'),
      output: end?.body.output?.network,
    };
  }

  async function until(id: string, fits: (task: Task) => boolean): Promise<Task> {
    for (let tries = 0; tries < 200; tries++) {
      const task = await read(id);
      if (fits(task)) return task;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`Task ${id}: ${JSON.stringify(await read(id))}`);
  }

  const ended = ({ status }: Task) => !['open', 'processing'].includes(status);
  const run = async (...args: Parameters<typeof start>) => until(await start(...args), ended);
  const end = async (rollout: string, state: Parameters<typeof endRollout>[2] = 'Succeeded') => {
    temporal.running.clear();
    await endRollout(api.rollouts, rollout, state);
  };

  beforeAll(async () => {
    const handle = async (): Promise<PolicyDecision> => ({ result: AuthorizeResult.ALLOW });
    auth = realAuth({ handle }, {});
    owner = bearer('anna', ['group:default/edge-team']);
    knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      features: [...auth.features, scaffolderPlugin, scaffolderModule],
      root: { ...auth.config, app: { baseUrl: 'http://portal.test' } },
      entities: [plan, ask],
      knex,
    });
  });
  afterAll(async () => {
    await api.stop();
    await knex.destroy();
    auth.remove();
  });

  it('plan without changing anything', async () => {
    const { status, log, output } = await run(plan, { document: shop });
    expect({ status, log }).toMatchObject({ status: 'completed' });
    expect(log).toContain('link to hub cluster-1');
    expect(output).toMatchObject({
      operation: 'create',
      needsApproval: false,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      networkUrl: 'http://portal.test/interconnect/networks/edge-shop/shop',
    });
    expect((await api.call('get', `${networks}/shop`, undefined, owner)).status).toBe(404);
  });

  it('name every field that is wrong', async () => {
    const { status, log } = await run(ask, { document: { ...shop, hub: { cluster: 'nowhere' } } });
    expect(status).toBe('failed');
    expect(log).toMatch(/Network shop of edge-shop was refused: .*hub\.cluster.*nowhere/);
    const wrong = await run(ask, { project: 'component:default/x', document: shop });
    expect(wrong.log).not.toContain('at ');
    expect(wrong.log).toContain('project: "component:default/x" is no project (accepted:');
  });

  it('ask, wait and lead to what was made', async () => {
    const project = 'system:default/edge-shop';
    const id = await start(ask, { project, document: shop, wait: true });
    const waiting = await until(id, ({ log }) => log.includes('steps are done'));
    expect(waiting.log).toMatch(/Running: 0 of \d+ steps are done/);
    const [started] = [...temporal.running.values()];
    expect(started).toMatchObject({ requestedBy: 'user:default/anna', network: 'shop' });
    await end(started.rolloutId);
    const { status, output } = await until(id, ended);
    const page = 'http://portal.test/interconnect/networks/edge-shop/shop';
    expect({ status, output }).toEqual({
      status: 'completed',
      output: {
        networkUrl: page,
        entityRef: 'resource:default/edge-shop.shop',
        rolloutId: started.rolloutId,
        rolloutUrl: `${page}/rollouts/${started.rolloutId}`,
        state: 'Succeeded',
      },
    });
  });

  it('do nothing when it is there already', async () => {
    const { status, log, output } = await run(ask, { document: shop, wait: true });
    expect(status).toBe('completed');
    expect(log).toContain('there is nothing to do');
    expect(output.rolloutId).toBeUndefined();
    expect(temporal.running.size).toBe(0);
  });

  it('change what is there only when they say so', async () => {
    const wider = { ...shop, spokes: [...shop.spokes, { cluster: 'cluster-3' }] };
    const refused = await run(ask, { document: wider });
    expect(refused.status).toBe('failed');
    expect(refused.log).toContain('it is there already and asks for something else');
    const { status, output } = await run(ask, { document: wider, update: true });
    expect({ status, output }).toMatchObject({ status: 'completed', output: { state: 'Running' } });

    // An interrupted task asks once more.
    const again = await run(ask, { document: wider });
    expect(again.output.rolloutId).toBe(output.rolloutId);
    const other = await run(ask, { document: shop });
    expect(other.log).toMatch(/was refused: Rollout .* has not ended/);
    await end(output.rolloutId);
  });

  it('carry out only the plan that was shown', async () => {
    const { status, log } = await run(ask, {
      update: true,
      document: { ...shop, description: 'other words' },
      planDigest: '0'.repeat(64),
    });
    expect({ status, log }).toMatchObject({ status: 'failed' });
    expect(log).toContain('the plan that was shown');
  });

  it('fail with the rollout', async () => {
    const id = await start(ask, { document: shop, update: true, wait: true });
    await until(id, ({ log }) => log.includes('steps are done'));
    const [{ rolloutId }] = [...temporal.running.values()];
    await end(rolloutId, 'Failed');
    const { status, log } = await until(id, ended);
    expect(status).toBe('failed');
    expect(log).toContain(`Rollout ${rolloutId} is Failed`);
    expect(log).toContain(`See http://portal.test/interconnect/networks/edge-shop/shop/rollouts/`);
  });

  it('do nothing in a dry run', async () => {
    const answer = await scaffolder('post', '/v2/dry-run').send({
      template: ask,
      values: { project: 'edge-shop', network: 'dry', document: shop },
      directoryContents: [],
    });
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 200,
      body: expect.objectContaining({ log: expect.anything() }),
    });
    expect(JSON.stringify(answer.body.log)).toContain('Dry run: Network dry of edge-shop');
    expect((await api.call('get', `${networks}/dry`, undefined, owner)).status).toBe(404);
  });
});
