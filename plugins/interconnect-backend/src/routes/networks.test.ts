import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, rollOut, seed, shop } from '../__testUtils__/rest';
import { Answer, Api, startApi } from '../__testUtils__/startApi';

describe('networks', () => {
  let api: Api;
  let temporal: FakeTemporal;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
  });
  afterEach(() => api.stop());

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
      await rollOut(api, temporal, 'shop', shop);
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
      await rollOut(api, temporal, 'shop', shop);
      const described = { ...shop, description: 'For the stores' };
      const answer = await api.call('put', `${networks}/shop`, described, { 'if-match': '"1"' });
      expect(answer.body).toMatchObject({ generation: 2, spec: described });
      expect(answer.body.rollout).toBeUndefined();
      expect(temporal.running.size).toBe(0);
    });

    it('does what is not applied when the same document comes again', async () => {
      const { body } = await api.call('put', `${networks}/shop`, shop);
      temporal.running.clear();
      await endRollout(api.rollouts, body.rollout.id, 'Failed');
      const { body: failed } = await api.call('get', `${networks}/shop`);
      expect(failed.status.phase).toBe('Degraded');
      const plan = await api.call('post', `${networks}/shop/plan`, shop);
      expect(plan.body.operation).toBe('create');
      const again = await api.call('put', `${networks}/shop`, shop);
      expect(again.body).toMatchObject({ generation: 1, rollout: { state: 'Running' } });
      expect([...temporal.running.values()][0].operation).toBe('create');
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

  it('are listed over all projects, page by page', async () => {
    const warehouse = '/v1/projects/warehouse/networks';
    for (const path of [`${warehouse}/a`, `${networks}/b`, `${networks}/a`, `${warehouse}/b`]) {
      expect((await api.call('put', path, seed)).status).toBe(200);
    }
    await api.call('put', `${networks}/open`, shop);
    const listed: string[] = [];
    let path: string | undefined = '/v1/networks?limit=2';
    while (path) {
      const { body, headers }: Answer = await api.call('get', path);
      listed.push(
        ...body.map(({ project, name, rollout }: any) => `${project}/${name} ${rollout?.state}`),
      );
      path = headers.link?.match(/<.*(\/v1\/.*)>; rel="next"/)?.[1];
    }
    expect(listed).toEqual([
      'edge-shop/a undefined',
      'edge-shop/b undefined',
      'edge-shop/open Running',
      'warehouse/a undefined',
      'warehouse/b undefined',
    ]);
    expect((await api.call('get', '/v1/networks?cursor=IngiCg')).status).toBe(400);
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
      expect((await api.call('get', `${networks}/shop/deletion-plan`)).status).toBe(404);
      await rollOut(api, temporal, 'shop', shop);
      const plan = await api.call('get', `${networks}/shop/deletion-plan`);
      expect(plan.body.operation).toBe('delete');
      const blind = await api.call('delete', `${networks}/shop`);
      expect(blind.status).toBe(428);
      expect(blind.body.error.message).toContain('(If-Match: "1")');
      const stale = { 'if-match': '"2"' };
      expect((await api.call('delete', `${networks}/shop`, undefined, stale)).status).toBe(412);
      expect(temporal.running.size).toBe(0);
      const seen = { 'if-match': '"1"' };
      const answer = await api.call('delete', `${networks}/shop`, undefined, seen);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        status: { phase: 'Deleting' },
        rollout: { state: 'Running' },
      });
      const [input] = [...temporal.running.values()];
      expect(input).toMatchObject({
        operation: 'delete',
        previous: { document: shop },
        planDigest: plan.body.digest,
      });
      expect(input.desired).toBeUndefined();
      temporal.running.clear();
      await endRollout(api.rollouts, input.rolloutId);
      expect((await api.call('get', `${networks}/shop`)).status).toBe(404);
      expect((await api.call('get', `${networks}/shop/rollouts`)).body).toHaveLength(2);
      expect((await api.call('put', `${networks}/shop`, shop)).headers.etag).toBe('"2"');
    });
  });
});
