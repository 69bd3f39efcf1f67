/* eslint-disable @backstage/no-forbidden-package-imports, no-restricted-imports -- the backend as its own tests start it */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { endRollout } from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/endRollout';
import { FakeTemporal } from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/FakeTemporal';
import {
  RealAuth,
  realAuth,
} from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/realAuth';
import {
  Api,
  startApi,
} from '@interconnect/backstage-plugin-interconnect-backend/src/__testUtils__/startApi';
import scaffolderModule from '@interconnect/backstage-plugin-scaffolder-backend-module-interconnect';
import request from 'supertest';
import { parse } from 'yaml';
import { demoTemplatesModule } from './index';

interface Task {
  status: string;
  error?: { message: string };
  output?: { links: object[] };
}

const root = join(__dirname, '../../../..');
const read = (path: string) => parse(readFileSync(path, 'utf8')) as Entity;
const template = read(join(root, 'catalog/service-template.yaml'));

describe('the template of the demo, in the real scaffolder', () => {
  const before = process.cwd();
  let folder: string;
  let auth: RealAuth;
  let temporal: FakeTemporal;
  let api: Api;

  const run = async (values: object) => {
    const authorization = `Bearer ${auth.userToken('guest', ['group:default/edge-team'])}`;
    const started = await request(api.server)
      .post('/api/scaffolder/v2/tasks')
      .set({ authorization })
      .send({ templateRef: 'template:default/service-with-network', values });
    expect(started.body).toEqual({ id: expect.any(String) });
    return async () => {
      const path = `/api/scaffolder/v2/tasks/${started.body.id}`;
      const task = await request(api.server).get(path).set({ authorization });
      const events = await request(api.server).get(`${path}/events`).set({ authorization });
      const end = events.body.find(({ type }: { type: string }) => type === 'completion');
      return { status: task.body.status, ...end?.body } as Task;
    };
  };
  const until = async <T>(look: () => Promise<T> | T, fits: (seen: T) => boolean): Promise<T> => {
    for (let tries = 0; tries < 200; tries++) {
      const seen = await look();
      if (fits(seen)) return seen;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(JSON.stringify(await look()));
  };
  const ended = ({ status }: { status: string }) => ['completed', 'failed'].includes(status);
  const values = {
    name: 'hello-shop',
    system: 'system:default/edge-shop',
    owner: 'group:default/edge-team',
    server: 'cluster-1',
    client: 'cluster-2',
    addresses: '127.20.0.100-127.20.0.109',
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'interconnect-demo-'));
    mkdirSync(join(folder, 'catalog'));
    process.chdir(folder);
    auth = realAuth({ handle: async () => ({ result: AuthorizeResult.ALLOW }) }, {});
    temporal = new FakeTemporal();
    api = await startApi({
      temporal: () => temporal,
      features: [...auth.features, scaffolderPlugin, scaffolderModule, demoTemplatesModule],
      root: { ...auth.config, app: { baseUrl: 'http://portal.test' } },
      entities: [template],
    });
    copyFileSync(join(root, 'examples/hello.yaml'), join(api.root, 'hello.yaml'));
  });
  afterAll(async () => {
    await api.stop();
    auth.remove();
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  it('makes a component and its network, and leads to both', async () => {
    const task = await run(values);
    await until(task, seen => ended(seen) || temporal.running.size > 0);
    expect(await task()).not.toHaveProperty('error');
    const [input] = [...temporal.running.values()];
    expect(input).toMatchObject({
      requestedBy: 'user:default/guest',
      through: 'service:plugin:scaffolder',
      desired: {
        name: 'hello-shop',
        document: { applications: [{ name: 'hello-shop', namespace: 'edge-shop-hello-shop' }] },
      },
    });
    temporal.running.clear();
    await endRollout(api.rollouts, input.rolloutId, 'Succeeded');
    const { status, error, output } = await until(task, ended);
    expect([status, error]).toEqual(['completed', undefined]);
    expect(output?.links).toEqual([
      expect.objectContaining({
        url: 'http://portal.test/interconnect/networks/edge-shop/hello-shop',
      }),
      expect.objectContaining({ url: expect.stringContaining(input.rolloutId) }),
      expect.objectContaining({ entityRef: 'component:default/hello-shop' }),
    ]);
    expect(read(join(folder, 'catalog/hello-shop.local.yaml'))).toMatchObject({
      kind: 'Component',
      metadata: { name: 'hello-shop' },
      spec: { system: 'system:default/edge-shop', owner: 'group:default/edge-team' },
    });
  });

  it('does nothing when it is started again, and makes no other component of that name', async () => {
    const again = await until(await run(values), ended);
    expect([again.status, again.error]).toEqual(['completed', undefined]);
    expect(temporal.running.size).toBe(0);
    const other = await until(await run({ ...values, owner: 'group:default/other' }), ended);
    expect([other.status, other.error?.message]).toEqual([
      'failed',
      'Component hello-shop is there already, and is another one',
    ]);
  });
});
