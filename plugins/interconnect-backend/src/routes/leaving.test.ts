import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endRollout } from '../__testUtils__/endRollout';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { fieldsOf, networks, rollOut, shop } from '../__testUtils__/rest';
import { Api, startApi } from '../__testUtils__/startApi';

const path = `${networks}/shop`;
const wide = { ...shop, spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }] };
const idsOf = (steps: { id: string }[]) => steps.map(({ id }) => id);

describe('leaving', () => {
  let api: Api;
  let temporal: FakeTemporal;

  beforeEach(async () => {
    temporal = new FakeTemporal();
    api = await startApi({ temporal: () => temporal });
  });
  afterEach(() => api.stop());

  const input = () => [...temporal.running.values()][0];
  const put = (document: object, generation: number) =>
    api.call('put', path, document, { 'if-match': `"${generation}"` });
  const auditTexts = async () => {
    const { body } = await api.call('get', `${path}/audit?limit=100`);
    return body.map(({ message }: { message?: string }) => message ?? '').join('\n');
  };

  describe('of a spoke', () => {
    it('is told not to revoke anything, before and afterwards, until the authority is rotated', async () => {
      await rollOut(api, temporal, 'shop', wide);
      expect((await api.call('get', path)).body).not.toHaveProperty('formerSpokes');
      const plan = await api.call('post', `${path}/plan`, shop);
      expect(plan.body.warnings).toEqual([
        expect.stringMatching(/^Removing cluster-3 revokes nothing: /),
      ]);
      const removal = await put(shop, 1);
      await endRollout(api.rollouts, removal.body.rollout.id);
      temporal.running.clear();
      const { body } = await api.call('get', path);
      expect(body.formerSpokes).toEqual([{ cluster: 'cluster-3', removedAt: expect.any(String) }]);
      const listed = await api.call('get', networks);
      expect(listed.body[0].formerSpokes).toEqual(body.formerSpokes);

      const preview = await api.call('get', `${path}/rotate-plan`);
      expect([preview.status, preview.body.operation]).toEqual([200, 'rotate']);
      const rotated = await api.call('post', `${path}/rotate`, undefined, {
        'if-match': '"2"',
        'interconnect-plan-digest': preview.body.digest,
      });
      expect(rotated.status).toBe(200);
      expect(input()).toMatchObject({ operation: 'rotate', planDigest: preview.body.digest });
      expect((await api.call('get', path)).body.formerSpokes).toHaveLength(1);
      await endRollout(api.rollouts, rotated.body.rollout.id);
      temporal.running.clear();
      expect((await api.call('get', path)).body).not.toHaveProperty('formerSpokes');
    });

    it('is forgotten while it is a member again', async () => {
      await rollOut(api, temporal, 'shop', wide);
      for (const [document, generation] of [
        [shop, 1],
        [wide, 2],
      ] as const) {
        const { body } = await put(document, generation);
        await endRollout(api.rollouts, body.rollout.id);
        temporal.running.clear();
      }
      expect((await api.call('get', path)).body).not.toHaveProperty('formerSpokes');
    });
  });

  describe('a rotation', () => {
    it('is refused without anything to rotate, with a stale ETag, and while a rollout is open', async () => {
      expect((await api.call('post', `${path}/rotate`)).status).toBe(404);
      await api.call('put', path, { type: 'application-mesh' });
      const nothing = await api.call('post', `${path}/rotate`);
      expect(nothing.status).toBe(409);
      expect(nothing.body.error.message).toContain('no authority that could be rotated');
      expect((await api.call('get', `${path}/rotate-plan`)).status).toBe(409);

      const { body } = await put(shop, 1);
      expect((await api.call('post', `${path}/rotate`)).body.error.rollout.id).toBe(
        body.rollout.id,
      );
      await endRollout(api.rollouts, body.rollout.id);
      temporal.running.clear();
      const stale = { 'if-match': '"1"' };
      expect((await api.call('post', `${path}/rotate`, undefined, stale)).status).toBe(412);
      expect(temporal.running.size).toBe(0);
    });
  });

  describe('of a cluster from the configuration', () => {
    const kubeconfig = () => join(api.root, '..', 'kubeconfig.json');
    let configured: string;

    /** Whoever runs the portal takes a cluster out of the configuration. */
    function forget(cluster: string) {
      configured = readFileSync(kubeconfig(), 'utf8');
      const data = JSON.parse(configured);
      const contexts = data.contexts.filter(({ name }: { name: string }) => name !== cluster);
      writeFileSync(kubeconfig(), JSON.stringify({ ...data, contexts }));
    }

    it('lets the network change: what stays is told, in the plan, the rollout, the audit and the network', async () => {
      await rollOut(api, temporal, 'shop', wide);
      forget('cluster-3');
      const still = await api.call('post', `${path}/plan`, { ...wide, description: 'Another' });
      expect([still.status, fieldsOf(still)]).toEqual([400, ['spokes[1].cluster']]);

      const plan = await api.call('post', `${path}/plan`, shop);
      expect(plan.body.left).toEqual([
        {
          cluster: 'cluster-3',
          objects: expect.arrayContaining(['Namespace interconnect-shop with all that is in it']),
        },
      ]);
      expect(plan.body.warnings).toEqual([
        expect.stringMatching(/^cluster-3 is not configured any more/),
      ]);
      const changed = await put({ ...shop, spokes: [...shop.spokes, { cluster: 'cluster-4' }] }, 1);
      expect(changed.status).toBe(400);
      expect((await put(shop, 1)).status).toBe(200);
      const { body } = await api.call('get', path);
      expect(body).toMatchObject({ generation: 2, spec: shop, left: plan.body.left });
      expect(body.status.phase).not.toBe('Degraded');
    });

    it('lets it be repaired afterwards, and clears what stayed when it is back', async () => {
      await rollOut(api, temporal, 'shop', wide);
      forget('cluster-3');
      await put(shop, 1);
      const repaired = await api.call('post', `${path}/repair`);
      expect(input()).toMatchObject({ absent: ['cluster-3'] });
      const rollout = await api.call('get', `${path}/rollouts/${repaired.body.rollout.id}`);
      expect(rollout.body.left).toHaveLength(1);
      expect(idsOf(rollout.body.steps).join()).not.toContain('cluster-3');
      await endRollout(api.rollouts, repaired.body.rollout.id);
      temporal.running.clear();

      writeFileSync(kubeconfig(), configured);
      const { body } = await api.call('get', path);
      expect(body.status.phase).toBe('Degraded');
      expect(body).not.toHaveProperty('left');
      const again = await api.call('put', path, shop);
      expect(again.status).toBe(200);
      expect(
        idsOf(
          input()
            ? (await api.call('get', `${path}/rollouts/${input().rolloutId}`)).body.steps
            : [],
        ),
      ).toEqual(['linkSpoke@cluster-3', 'deploySkupper@cluster-3', 'verify']);
    });

    it('lets it be deleted, and keeps in the audit what stays', async () => {
      await rollOut(api, temporal, 'shop', wide);
      forget('cluster-3');
      const plan = await api.call('get', `${path}/deletion-plan`);
      expect(plan.body.left).toHaveLength(1);
      const deleted = await api.call('delete', path, undefined, { 'if-match': '"1"' });
      const { id } = deleted.body.rollout;
      const { body } = await api.call('get', `${path}/rollouts/${id}`);
      expect(idsOf(body.steps).join()).not.toContain('cluster-3');
      expect(body.left).toEqual(plan.body.left);
      await endRollout(api.rollouts, id);
      temporal.running.clear();
      expect((await api.call('get', path)).status).toBe(404);
      expect((await api.call('get', `${path}/rollouts/${id}`)).body.left).toEqual(plan.body.left);
    });

    it('lets it be deleted at once when nothing of it can be reached', async () => {
      await rollOut(api, temporal, 'shop', { ...shop, spokes: [] });
      forget('cluster-1');
      const deleted = await api.call('delete', path, undefined, { 'if-match': '"1"' });
      expect(deleted.status).toBe(204);
      expect(await auditTexts()).toMatch(
        /cluster-1 is not configured any more, .*Namespace interconnect-shop/,
      );
    });

    it('is known to a rollback of what is under way', async () => {
      const { body } = await api.call('put', path, wide);
      await endRolloutBegun(body.rollout.id);
      forget('cluster-3');
      const answer = await api.call('post', `${path}/rollouts/${body.rollout.id}/rollback`, {});
      expect(answer.status).toBe(200);
      expect(temporal.commands).toMatchObject([
        { name: 'rollback', command: { absent: ['cluster-3'] } },
      ]);
    });

    /** Something of it stands by now. */
    async function endRolloutBegun(id: string) {
      const { rollout, fold } = (await api.rollouts.load(id))!;
      const applied = Object.fromEntries(
        fold.plan.map(({ id: step, input: of, digest }) => [
          step,
          { input: of, digest, state: 'partial' as const },
        ]),
      );
      const position = { runId: rollout.runId!, eventId: 3 };
      await api.rollouts.save({
        rolloutId: id,
        expected: fold.position,
        fold: { ...fold, applied, runs: [rollout.runId!], position },
        audit: [],
        network: { applied },
      });
    }
  });
});
