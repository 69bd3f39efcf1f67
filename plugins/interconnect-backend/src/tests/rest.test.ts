import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createServiceFactory, coreServices } from '@backstage/backend-plugin-api';
import { endRollout } from './endRollout';
import { FakeTemporal } from './FakeTemporal';
import { Answer, Api, startApi } from './startApi';

const seed = { description: 'Network for Interconnect', type: 'application-mesh' };
const shop = {
  type: 'application-mesh',
  hub: { cluster: 'cluster-1', loadBalancer: { addresses: ['127.20.0.10-127.20.0.50'] } },
  spokes: [{ cluster: 'cluster-2' }],
};
const networks = '/v1/projects/edge-shop/networks';
const fieldsOf = (answer: Answer) => answer.body.error.fields.map((one: any) => one.field);

describe('the REST API', () => {
  let api: Api;
  let temporal: FakeTemporal;
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };

  beforeEach(async () => {
    temporal = new FakeTemporal();
    auditor.createEvent.mockResolvedValue(auditEvent);
    api = await startApi({ temporal: () => temporal, features: [auditor.factory] });
  });
  afterEach(async () => {
    await api.stop();
    jest.clearAllMocks();
  });

  /** Puts a document and ends its rollout. */
  async function rollOut(name: string, document: object): Promise<string> {
    const { body, status } = await api.call('put', `${networks}/${name}`, document);
    expect(status).toBe(200);
    temporal.running.clear();
    await endRollout(api.store, body.rollout.id);
    return body.rollout.id;
  }

  describe("the seed's calls", () => {
    it('make a network without members, twice the same, and list it', async () => {
      const first = await api.call('put', `${networks}/seed`, seed);
      expect(first.status).toBe(200);
      expect(first.headers.etag).toBe('"1"');
      expect(first.body).toEqual({
        project: 'edge-shop',
        name: 'seed',
        generation: 1,
        spec: seed,
        status: { phase: 'Empty', members: [], services: [] },
      });
      expect((await api.call('put', `${networks}/seed`, seed)).body).toEqual(first.body);
      expect((await api.call('get', networks)).body).toEqual([first.body]);
      expect(temporal.running.size).toBe(0);
    });

    it('need credentials', async () => {
      for (const [method, path] of [
        ['get', networks],
        ['get', `${networks}/seed`],
        ['put', `${networks}/seed`],
        ['delete', `${networks}/seed`],
        ['post', `${networks}/seed/plan`],
        ['get', `${networks}/seed/rollouts`],
        ['get', `${networks}/seed/rollouts/1`],
        ['post', `${networks}/seed/rollouts/1/cancel`],
        ['get', `${networks}/seed/audit`],
        ['get', '/v1/clusters'],
      ] as const) {
        const header = { authorization: mockCredentials.none.header() };
        const answer = await api.call(method, path, method === 'get' ? undefined : {}, header);
        expect({ path, status: answer.status }).toEqual({ path, status: 401 });
      }
    });

    it('work for services too, which the audit calls by their subject', async () => {
      const authorization = mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('external:ci'),
        targetPluginId: 'interconnect',
      });
      const answer = await api.call('put', `${networks}/seed`, seed, { authorization });
      expect(answer.status).toBe(200);
      const { body } = await api.call('get', `${networks}/seed/audit`);
      expect(body[0].actor).toBe('external:ci');
    });
  });

  it('knows clusters, without credentials', async () => {
    const { body } = await api.call('get', '/v1/clusters');
    expect(body.map((cluster: any) => cluster.name)).toEqual([
      'cluster-1',
      'cluster-2',
      'cluster-3',
      'cluster-4',
    ]);
    expect(body[3].projects).toEqual(['warehouse']);
    expect(JSON.stringify(body)).not.toContain('none');
    const page = await api.call('get', '/v1/clusters?limit=2');
    expect(page.body).toHaveLength(2);
    const next = /<\/api\/interconnect(.*)>; rel="next"/.exec(page.headers.link)![1];
    expect((await api.call('get', next)).body[0].name).toBe('cluster-3');
  });

  describe('a document with members', () => {
    it('starts the rollout that the plan showed', async () => {
      const plan = await api.call('post', `${networks}/shop/plan`, shop);
      expect(plan.status).toBe(200);
      expect(plan.body.operation).toBe('create');
      expect((await api.call('get', `${networks}/shop`)).status).toBe(404);

      const put = await api.call('put', `${networks}/shop`, shop);
      expect(put.body).toMatchObject({
        generation: 1,
        spec: shop,
        status: {
          phase: 'Progressing',
          members: [
            { cluster: 'cluster-1', role: 'hub', state: 'Unknown' },
            { cluster: 'cluster-2', role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } },
          ],
        },
        rollout: { state: 'Running' },
      });
      const [input] = [...temporal.running.values()];
      expect(input).toMatchObject({
        rolloutId: put.body.rollout.id,
        operation: 'create',
        requestedBy: 'user:default/guest',
        generation: 1,
        planDigest: plan.body.digest,
        options: { window: 20, stepDeadlineSeconds: 900, blockedSeconds: 3600 },
      });
      const rollout = await api.call('get', `${networks}/shop/rollouts/${put.body.rollout.id}`);
      expect(rollout.body).toMatchObject({
        operation: 'create',
        state: 'Running',
        workflow: {
          namespace: 'test',
          workflowId: 'interconnect.edge-shop.shop',
          runId: `run-of-${put.body.rollout.id}`,
        },
      });
      expect(rollout.body.steps.map((step: any) => step.id)).toEqual(
        plan.body.steps.map((step: any) => step.id),
      );
    });

    it('changes nothing when it comes again, and needs If-Match when it changes', async () => {
      await rollOut('shop', shop);
      const again = await api.call('put', `${networks}/shop`, shop);
      expect(again.status).toBe(200);
      expect(again.body).toMatchObject({ generation: 1, status: { phase: 'Unknown' } });
      expect(again.body.rollout).toBeUndefined();

      const wider = { ...shop, spokes: [...shop.spokes, { cluster: 'cluster-3' }] };
      const put = (headers: Record<string, string>, body: object = wider) =>
        api.call('put', `${networks}/shop`, body, headers);
      expect((await put({})).status).toBe(428);
      expect((await put({}, seed)).status).toBe(428);
      expect((await put({ 'if-match': '"7"' })).status).toBe(412);
      expect((await put({ 'if-none-match': '*' })).status).toBe(412);
      expect((await put({ 'if-none-match': '"1"' })).status).toBe(400);
      expect((await api.call('get', `${networks}/shop`)).body.spec).toEqual(shop);

      const changed = await put({ 'if-match': '"1"' });
      expect(changed.status).toBe(200);
      expect(changed.headers.etag).toBe('"2"');
      const [input] = [...temporal.running.values()];
      expect(input.operation).toBe('update');
      expect(input.previous?.document).toEqual(shop);
    });

    it('takes another description without a rollout', async () => {
      await rollOut('shop', shop);
      const described = { ...shop, description: 'For the stores' };
      const answer = await api.call('put', `${networks}/shop`, described, { 'if-match': '"1"' });
      expect(answer.body).toMatchObject({ generation: 2, spec: described });
      expect(answer.body.rollout).toBeUndefined();
      expect(temporal.running.size).toBe(0);
    });

    it('repairs what is not applied when the same document comes again', async () => {
      const { body } = await api.call('put', `${networks}/shop`, shop);
      temporal.running.clear();
      await endRollout(api.store, body.rollout.id, 'Failed');
      const { body: failed } = await api.call('get', `${networks}/shop`);
      expect(failed.status.phase).toBe('Degraded');
      const plan = await api.call('post', `${networks}/shop/plan`, shop);
      expect(plan.body.operation).toBe('repair');
      const again = await api.call('put', `${networks}/shop`, shop);
      expect(again.body).toMatchObject({ generation: 1, rollout: { state: 'Running' } });
      expect([...temporal.running.values()][0].operation).toBe('repair');
    });

    it('is refused while a rollout is open, with a link to it', async () => {
      const { body } = await api.call('put', `${networks}/shop`, shop);
      const { id } = body.rollout;
      const url = `/api/interconnect${networks}/shop/rollouts/${id}`;
      for (const answer of [
        await api.call('put', `${networks}/shop`, { ...shop, spokes: [] }, { 'if-match': '"1"' }),
        await api.call('put', `${networks}/shop`, shop),
        await api.call('delete', `${networks}/shop`),
      ]) {
        expect(answer.status).toBe(409);
        expect(answer.body.error.rollout).toEqual({ id, state: 'Running', url });
        expect(answer.body.error.message).toContain(id);
      }
      const plan = await api.call('post', `${networks}/shop/plan`, { ...shop, spokes: [] });
      expect(plan.body.warnings).toEqual([expect.stringContaining(id)]);
    });

    it('is not lost or doubled when several ask at the same time', async () => {
      const answers = await Promise.all(
        [1, 2, 3].map(() => api.call('put', `${networks}/shop`, shop)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect(temporal.running.size).toBe(1);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toHaveLength(1);
    });
  });

  describe('while Temporal', () => {
    it('is down: 503, nothing is left, the request can be repeated', async () => {
      temporal.mode = 'down';
      const refused = await api.call('put', `${networks}/shop`, shop);
      expect(refused.status).toBe(503);
      expect(refused.body.error.message).toMatch(
        /Nothing was changed; the request can be repeated/,
      );
      expect((await api.call('get', `${networks}/shop`)).status).toBe(404);
      expect((await api.call('get', networks)).body).toEqual([]);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toEqual([]);
      expect((await api.call('put', `${networks}/seed`, seed)).status).toBe(200);
      temporal.mode = 'up';
      expect((await api.call('put', `${networks}/shop`, shop)).status).toBe(200);
    });

    it('loses its answer: the rollout that was started is found', async () => {
      temporal.mode = 'lost';
      const lost = await api.call('put', `${networks}/shop`, shop);
      expect(lost.status).toBe(503);
      expect(lost.body.error.message).toMatch(/not known yet/);
      temporal.mode = 'up';
      const again = await api.call('put', `${networks}/shop`, shop);
      expect(again.status).toBe(409);
      const { body } = await api.call('get', `${networks}/shop`);
      expect(body).toMatchObject({ generation: 1, rollout: { id: again.body.error.rollout.id } });
      expect(temporal.running.size).toBe(1);
    });

    it('never got the request: it can be repeated after a while', async () => {
      temporal.mode = 'silent';
      expect((await api.call('put', `${networks}/shop`, shop)).status).toBe(503);
      temporal.mode = 'up';
      // It may still arrive.
      expect((await api.call('put', `${networks}/shop`, shop)).status).toBe(409);
      const now = Date.now();
      jest.spyOn(Date, 'now').mockReturnValue(now + 61_000);
      const again = await api.call('put', `${networks}/shop`, shop);
      jest.restoreAllMocks();
      expect(again.status).toBe(200);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toHaveLength(1);
    });

    it('runs a workflow of the network that is not ours', async () => {
      temporal.running.set('interconnect.edge-shop.shop', { rolloutId: 'foreign' } as any);
      const answer = await api.call('put', `${networks}/shop`, shop);
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toMatch(/foreign/);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toEqual([]);
    });
  });

  describe('DELETE', () => {
    it('removes a network of which nothing is applied at once', async () => {
      await api.call('put', `${networks}/seed`, seed);
      const match = { 'if-match': '"2"' };
      expect((await api.call('delete', `${networks}/seed`, undefined, match)).status).toBe(412);
      expect((await api.call('delete', `${networks}/seed`)).status).toBe(204);
      expect((await api.call('get', `${networks}/seed`)).status).toBe(404);
      expect((await api.call('delete', `${networks}/seed`)).status).toBe(404);
      const audit = (await api.call('get', `${networks}/seed/audit`)).body;
      expect(audit.map((entry: any) => [entry.action, entry.outcome])).toEqual([
        ['network.create', 'accepted'],
        ['network.delete', 'refused'],
        ['network.delete', 'succeeded'],
        ['network.delete', 'refused'],
      ]);
    });

    it('takes away what is applied, with a rollout; history and generations stay', async () => {
      await rollOut('shop', shop);
      const answer = await api.call('delete', `${networks}/shop`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        status: { phase: 'Deleting' },
        rollout: { state: 'Running' },
      });
      const [input] = [...temporal.running.values()];
      expect(input).toMatchObject({ operation: 'delete', previous: { document: shop } });
      expect(input.desired).toBeUndefined();
      temporal.running.clear();
      await endRollout(api.store, input.rolloutId);
      expect((await api.call('get', `${networks}/shop`)).status).toBe(404);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toHaveLength(2);
      expect((await api.call('put', `${networks}/shop`, shop)).headers.etag).toBe('"2"');
    });
  });

  describe('bad input', () => {
    async function refused(document: unknown, name = 'bad'): Promise<Answer> {
      const plan = await api.call('post', `${networks}/${name}/plan`, document);
      const put = await api.call('put', `${networks}/${name}`, document);
      expect([plan.status, put.status]).toEqual([400, 400]);
      expect(plan.body.error.message).toBe(put.body.error.message);
      expect((await api.call('get', networks)).body).toEqual([]);
      return put;
    }
    const withManifest = (url: string) => ({
      ...shop,
      applications: [
        {
          name: 'web',
          clusters: ['cluster-1'],
          namespace: 'web',
          expose: true,
          source: { kind: 'manifests', url },
        },
      ],
    });

    it('tells everything at once', async () => {
      const answer = await refused(
        { type: 'mesh', tpye: 1, spokes: [{ cluster: '' }] },
        'Bad_Name',
      );
      expect(fieldsOf(answer)).toEqual(expect.arrayContaining(['name', 'type', 'tpye']));
      expect(answer.body.error.message).toContain('tpye');
    });

    it('names unknown clusters and those of other projects, and what is known', async () => {
      const spokes = [{ cluster: 'cluster-9' }, { cluster: 'cluster-4' }];
      const answer = await refused({ ...shop, spokes });
      expect(answer.body.error.fields).toEqual([
        {
          field: 'spokes[0].cluster',
          message: "cluster 'cluster-9' is unknown",
          accepted: 'one of cluster-1, cluster-2, cluster-3',
        },
        {
          field: 'spokes[1].cluster',
          message: "cluster 'cluster-4' is not for project 'edge-shop'",
          accepted: 'one of cluster-1, cluster-2, cluster-3',
        },
      ]);
    });

    it('refuses a project that is no System', async () => {
      for (const path of [
        '/v1/projects/nope/networks/shop',
        '/v1/projects/n%20ope/networks/shop',
      ]) {
        for (const answer of [
          await api.call('put', path, shop),
          await api.call('post', `${path}/plan`, shop),
        ]) {
          expect(answer.status).toBe(404);
          expect(answer.body.error.message).toMatch(/Project "n.?ope" is unknown/);
        }
      }
      // Entity names are compared without regard to case.
      const answer = await api.call('put', '/v1/projects/Edge-Shop/networks/seed', seed);
      expect(answer.body.project).toBe('edge-shop');
    });

    it('reads manifests below the root only', async () => {
      writeFileSync(join(api.root, '../secret.yaml'), 'a: 1');
      mkdirSync(join(api.root, 'folder'));
      symlinkSync('/etc', join(api.root, 'link'));
      for (const url of [
        '../secret.yaml',
        './folder/../../x.yaml',
        '%2e%2e/secret.yaml',
        '..%2fsecret.yaml',
        './link/hostname',
        '/etc/hostname',
        '//etc/hostname',
        '\\etc\\hostname',
        'file:///etc/hostname',
        '%E0%A4%A',
        'folder%00.yaml',
        '.',
      ]) {
        const answer = await refused(withManifest(url));
        expect(fieldsOf(answer)).toEqual(['applications[0].source.url']);
        expect(answer.body.error.message).toMatch(
          /outside the folder of manifests|neither http\(s\) nor relative/,
        );
      }
      expect((await refused(withManifest('folder'))).body.error.message).toMatch(/not a file/);
      expect((await refused(withManifest('no.yaml'))).body.error.message).toMatch(
        /There is no file/,
      );
    });

    it('reads what manifests say, and what their Services expose', async () => {
      writeFileSync(join(api.root, 'bad.yaml'), 'kind: [Service\nmetadata: {\n');
      const bad = await refused(withManifest('./bad.yaml'));
      expect(fieldsOf(bad)).toEqual(['applications[0].source.url']);
      expect(bad.body.error.message).toMatch(/line \d+, column \d+/);

      const service = (port: string) => `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    network.app.edge-orchestrator.intel.com/expose-service: "true"
    network.app.edge-orchestrator.intel.com/expose-port: "${port}"
spec: { selector: { app: web }, ports: [{ port: 8080 }] }
`;
      writeFileSync(join(api.root, 'web.yaml'), service('70000'));
      const port = await refused(withManifest('./web.yaml'));
      expect(fieldsOf(port)).toEqual(['applications[0].source.url']);
      expect(port.body.error.message).toMatch(/web.*expose-port.*"70000"/);

      writeFileSync(join(api.root, 'web.yaml'), service('8080'));
      const plan = await api.call('post', `${networks}/shop/plan`, withManifest('./web.yaml'));
      expect(plan.body.addresses).toContain('http://web.interconnect.svc.cluster.local:8080');
      const put = await api.call('put', `${networks}/shop`, withManifest('./web.yaml'));
      expect(put.body.status.services).toEqual([
        {
          application: 'web',
          cluster: 'cluster-1',
          namespace: 'web',
          name: 'web',
          port: 8080,
          addresses: [
            'http://web.interconnect-shop.svc.cluster.local:8080',
            'http://web.interconnect.svc.cluster.local:8080',
          ],
          state: 'Unknown',
        },
      ]);
      const [input] = [...temporal.running.values()];
      expect(Object.values(input.manifests)).toEqual([service('8080')]);
      temporal.running.clear();
      await endRollout(api.store, input.rolloutId);

      // The same document, but other bytes behind its url: that is a change.
      writeFileSync(join(api.root, 'web.yaml'), `${service('8080')}# changed\n`);
      const document = withManifest('./web.yaml');
      expect((await api.call('put', `${networks}/shop`, document)).status).toBe(428);
      const changed = await api.call('put', `${networks}/shop`, document, { 'if-match': '"1"' });
      expect(changed.body).toMatchObject({ generation: 2, rollout: { state: 'Running' } });
    });

    it('refuses what another network has', async () => {
      await rollOut('shop', { ...shop, namespace: 'ours' });
      const answer = await api.call('put', `${networks}/other`, { ...shop, namespace: 'ours' });
      expect(answer.status).toBe(400);
      expect(fieldsOf(answer)).toEqual(
        expect.arrayContaining(['namespace', 'hub.loadBalancer.addresses[0]']),
      );
      expect(answer.body.error.message).toContain('edge-shop/shop');
    });

    it('refuses another hub', async () => {
      await rollOut('shop', shop);
      const moved = { ...shop, hub: { cluster: 'cluster-3' } };
      const answer = await api.call('put', `${networks}/shop`, moved, { 'if-match': '"1"' });
      expect(fieldsOf(answer)).toEqual(['hub.cluster']);
    });

    it('refuses bodies that are not JSON, too big, or of the wrong shape', async () => {
      const raw = (text: string) =>
        api.call('put', `${networks}/bad`, text, { 'content-type': 'application/json' });
      const broken = await raw('{"type": ');
      expect(broken.status).toBe(400);
      expect(broken.body.error).toEqual({
        name: 'InputError',
        message: expect.stringMatching(/^The body is not JSON/),
      });
      expect((await raw(JSON.stringify({ description: 'x'.repeat(2_000_000) }))).status).toBe(413);
      expect((await raw('[]')).status).toBe(400);
      expect((await raw('')).status).toBe(400);
    });

    it('refuses pages that are none', async () => {
      for (const query of ['limit=0', 'limit=501', 'limit=x', 'cursor=x', 'cursor=MQ']) {
        const answer = await api.call('get', `${networks}?${query}`);
        expect({ query, status: answer.status }).toEqual({ query, status: 400 });
      }
    });
  });

  describe('commands', () => {
    async function start(): Promise<string> {
      const { body } = await api.call('put', `${networks}/shop`, shop);
      return `${networks}/shop/rollouts/${body.rollout.id}`;
    }

    it('reach the workflow that the rollout is', async () => {
      const rollout = await start();
      const id = rollout.split('/').at(-1);
      await api.call('post', `${rollout}/pause`);
      await api.call('post', `${rollout}/retry`, {
        steps: ['linkSpoke@cluster-2'],
        reason: 'again',
      });
      await api.call('post', `${rollout}/cancel`, { rollback: true });
      const { status, body } = await api.call('post', `${rollout}/cancel`, { reason: 'enough' });
      expect([status, body.id]).toEqual([200, id]);
      const by = 'user:default/guest';
      expect(temporal.commands.map(({ name, command }) => [name, command])).toEqual([
        ['pause', { by }],
        ['retry', { by, steps: ['linkSpoke@cluster-2'], reason: 'again' }],
        ['rollback', { by }],
        ['cancel', { by, reason: 'enough' }],
      ]);
      expect(temporal.commands[0].execution).toEqual({
        workflowId: 'interconnect.edge-shop.shop',
        firstRunId: `run-of-${id}`,
      });
    });

    it('are refused when they do not fit', async () => {
      const rollout = await start();
      const wrong = await api.call('post', `${rollout}/pause`, { steps: ['x'], why: 1, reason: 5 });
      expect(wrong.status).toBe(400);
      expect(fieldsOf(wrong).sort()).toEqual(['reason', 'steps', 'why']);
      const unknown = await api.call('post', `${rollout}/skip`, { steps: ['linkSpoke@x'] });
      expect(unknown.body.error.message).toMatch(/no step linkSpoke@x.*linkSpoke@cluster-2/);

      temporal.conflict = 'nothing has failed';
      const conflict = await api.call('post', `${rollout}/retry`);
      expect([conflict.status, conflict.body.error.message]).toEqual([409, 'nothing has failed']);

      temporal.running.clear();
      await endRollout(api.store, rollout.split('/').at(-1)!);
      const late = await api.call('post', `${rollout}/cancel`);
      expect(late.status).toBe(409);
      expect(late.body.error.message).toMatch(/has ended \(Succeeded\)/);
      expect((await api.call('post', `${networks}/shop/rollouts/x/cancel`)).status).toBe(404);
      expect((await api.call('get', `${networks}/shop/rollouts/x`)).status).toBe(404);
    });
  });

  it('pages rollouts and audit', async () => {
    await api.call('put', `${networks}/seed`, seed);
    for (let index = 0; index < 4; index++) {
      await api.call('put', `${networks}/seed`, { ...seed, description: `${index}` });
    }
    const seen: number[] = [];
    let path: string | undefined = `${networks}/seed/audit?limit=2`;
    while (path) {
      const { body, headers }: Answer = await api.call('get', path);
      seen.push(...body.map((entry: any) => entry.sequence));
      path = /<\/api\/interconnect(.*)>/.exec(headers.link ?? '')?.[1];
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not answer 304: the status changes without the document', async () => {
    await api.call('put', `${networks}/seed`, seed);
    const answer = await api.call('get', `${networks}/seed`, undefined, { 'if-none-match': '"1"' });
    expect(answer.status).toBe(200);
  });

  describe('audit', () => {
    it('has an event for every change, also the refused ones', async () => {
      await api.call('put', `${networks}/seed`, seed);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'network-put',
          severityLevel: 'medium',
          meta: expect.objectContaining({ project: 'edge-shop', network: 'seed' }),
        }),
      );
      expect(auditEvent.success).toHaveBeenCalledTimes(1);
      await api.call('put', `${networks}/seed`, { type: 'x' });
      expect(auditEvent.fail).toHaveBeenCalledTimes(1);
      const { body } = await api.call('get', `${networks}/seed/audit`);
      expect(body[1]).toMatchObject({
        actor: 'user:default/guest',
        action: 'network.put',
        outcome: 'refused',
        message: expect.stringContaining('type'),
      });
    });
  });
});

describe('permissions', () => {
  const permissions = mockServices.permissions.mock();
  const features = [
    createServiceFactory({
      service: coreServices.permissions,
      deps: {},
      factory: () => permissions,
    }),
  ];
  let api: Api;
  let allowed: (name: string, resourceRef?: string) => boolean;

  beforeEach(async () => {
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result: allowed(permission.name, resourceRef)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
    );
    allowed = () => true;
    api = await startApi({ temporal: () => new FakeTemporal(), features });
  });
  afterEach(() => api.stop());

  it('are checked on every route, and named', async () => {
    await api.call('put', `${networks}/seed`, seed);
    allowed = () => false;
    for (const [method, path, permission] of [
      ['get', `${networks}/seed`, 'interconnect.network.read'],
      ['put', `${networks}/seed`, 'interconnect.network.update'],
      ['put', `${networks}/new`, 'interconnect.network.create'],
      ['delete', `${networks}/seed`, 'interconnect.network.delete'],
      ['post', `${networks}/seed/plan`, 'interconnect.network.update'],
      ['post', `${networks}/new/plan`, 'interconnect.network.create'],
      ['get', `${networks}/seed/rollouts`, 'interconnect.network.read'],
      ['get', `${networks}/seed/rollouts/1`, 'interconnect.network.read'],
      ['post', `${networks}/seed/rollouts/1/cancel`, 'interconnect.network.operate'],
      ['post', `${networks}/seed/rollouts/1/retry`, 'interconnect.network.operate'],
      ['get', `${networks}/seed/audit`, 'interconnect.network.read'],
      ['get', '/v1/clusters', 'interconnect.cluster.read'],
    ] as const) {
      const answer = await api.call(method, path, method === 'get' ? undefined : seed);
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 403 });
      expect(answer.body.error.message).toContain(permission);
    }
    const list = await api.call('get', networks);
    expect([list.status, list.body]).toEqual([200, []]);
  });

  it('decide about each network of a list', async () => {
    await api.call('put', `${networks}/one`, seed);
    await api.call('put', `${networks}/two`, seed);
    allowed = (_, resourceRef) => resourceRef === 'edge-shop/two';
    const { body } = await api.call('get', networks);
    expect(body.map((network: any) => network.name)).toEqual(['two']);
  });

  it('leave denied attempts in the audit of the network', async () => {
    await api.call('put', `${networks}/seed`, seed);
    allowed = name => name === 'interconnect.network.read';
    await api.call('delete', `${networks}/seed`);
    const { body } = await api.call('get', `${networks}/seed/audit`);
    expect(body[1]).toMatchObject({ action: 'network.delete', outcome: 'refused' });
  });
});
