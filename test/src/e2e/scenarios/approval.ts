import { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { demoToken, guestToken } from '@interconnect/lab/stack';
import {
  askToDelete,
  auditOf,
  call,
  getNetwork,
  networkPath,
  putNetwork,
  waitForRollout,
} from '../api';
import { differenceOf } from '../difference';
import { loadBalancerOf } from '../documents';
import { Portal } from '../portal';
import { waitFor } from '../waitFor';

const name = 'guarded';

/**
 * What touches production waits for a second person. The guest asks; the platform engineer may
 * decide, the warehouse lead not.
 */
export function approvalScenarios(portal: () => Portal) {
  describe('a network with a cluster in production', () => {
    let before: Record<string, string[]>;
    const tokens: Record<string, string> = {};

    const document = (...spokes: string[]): NetworkDocument => ({
      type: 'application-mesh',
      hub: { cluster: 'cluster-1', loadBalancer: loadBalancerOf(portal().lab) },
      spokes: spokes.map(cluster => ({ cluster })),
    });
    const whatChanged = async () => differenceOf(before, await portal().lab.snapshot());
    const as = (user: string) => ({ authorization: `Bearer ${tokens[user]}` });
    /** Decides about the plan that the rollout has. */
    async function decide(id: string, verb: string, user: string, reason = 'because') {
      const path = `${networkPath(name)}/rollouts/${id}`;
      const { planDigest } = (await call(portal(), 'GET', path)).body;
      const headers = { ...as(user), 'interconnect-plan-digest': planDigest };
      return call(portal(), 'POST', `${path}/${verb}`, { reason }, headers);
    }

    /** Titles of what a user was told. */
    async function told(user: string): Promise<{ title: string; link?: string }[]> {
      const { backendPort } = portal().settings;
      const answer = await fetch(`http://127.0.0.1:${backendPort}/api/notifications`, {
        headers: as(user),
      });
      const { notifications } = (await answer.json()) as {
        notifications: { payload: { title: string; link?: string } }[];
      };
      return notifications.map(({ payload }) => payload);
    }

    beforeAll(async () => {
      before = await portal().lab.snapshot();
      const { backendPort } = portal().settings;
      tokens.guest = await guestToken(backendPort);
      for (const user of ['platform-engineer', 'warehouse-lead']) {
        await waitFor(async () => {
          tokens[user] = await demoToken(backendPort, user).catch(() => '');
          return tokens[user] !== '';
        });
      }
    });

    /** Asks, and waits until the workflow waits. */
    async function ask(asked?: NetworkDocument): Promise<string> {
      const { rollout } = asked
        ? await putNetwork(portal(), name, asked)
        : (await askToDelete(portal(), name)).body;
      expect(rollout.state).toBe('AwaitingApproval');
      await waitFor(async () =>
        (await auditOf(portal(), name)).some(
          ({ action, subject }) => action === 'rollout.started' && subject === rollout.id,
        ),
      );
      return rollout.id;
    }

    it('says in the plan that it needs an approval, and why', async () => {
      const asked = document('cluster-production');
      const { body } = await call(portal(), 'POST', `${networkPath(name)}/plan`, asked);
      expect(body.approval).toEqual({
        reasons: ['cluster-production has the label environment: production'],
        approvers: ['group:default/platform-team', 'user:default/guest'],
        selfApproval: false,
      });
      const other = await call(
        portal(),
        'POST',
        `${networkPath(name)}/plan`,
        document('cluster-2'),
      );
      expect(other.body).not.toHaveProperty('approval');
    });

    it('waits, and does nothing, until somebody else who may has approved it', async () => {
      const id = await ask(document('cluster-2', 'cluster-production'));
      const own = await decide(id, 'approve', 'guest');
      expect([own.status, own.body.error.message]).toEqual([
        403,
        expect.stringContaining('because you asked for it'),
      ]);
      for (const verb of ['approve', 'reject']) {
        const outsider = await decide(id, verb, 'warehouse-lead');
        expect([outsider.status, outsider.body.error.message]).toEqual([
          403,
          expect.stringContaining('only somebody of group:default/platform-team'),
        ]);
      }
      await waitFor(async () => (await told('platform-engineer')).length > 0);
      expect(await told('platform-engineer')).toEqual([
        expect.objectContaining({
          title: 'guest asks for network guarded of edge-shop: it waits for your approval',
          link: `/interconnect/networks/edge-shop/guarded/rollouts/${id}`,
        }),
      ]);
      expect(await told('warehouse-lead')).toEqual([]);
      expect(await told('guest')).toEqual([]);
      expect(await whatChanged()).toEqual([]);

      expect((await decide(id, 'approve', 'platform-engineer', 'announced')).status).toBe(200);
      const done = await waitForRollout(portal(), name, id, ({ state }) => state === 'Succeeded');
      expect(done.approval?.decision).toMatchObject({
        outcome: 'approved',
        by: 'user:default/platform-engineer',
        reason: 'announced',
      });
      expect(done.steps.some(step => step.cluster === 'cluster-production')).toBe(true);
      expect((await whatChanged()).length).toBeGreaterThan(0);
      await waitFor(async () => (await told('guest')).length > 0);
      expect((await told('guest'))[0].title).toBe(
        'Your request for network guarded of edge-shop was approved by platform-engineer',
      );
    });

    it('leaves everything as it was when a change is rejected', async () => {
      const standing = (await getNetwork(portal(), name)).body.spec;
      const objects = await portal().lab.snapshot();
      const id = await ask(document('cluster-production'));
      const wordless = await call(
        portal(),
        'POST',
        `${networkPath(name)}/rollouts/${id}/reject`,
        {},
        as('platform-engineer'),
      );
      expect(wordless.status).toBe(400);
      expect((await decide(id, 'reject', 'platform-engineer', 'not today')).status).toBe(200);
      const ended = await waitForRollout(portal(), name, id, ({ state }) => state === 'Canceled');
      expect(ended.approval?.decision).toMatchObject({ outcome: 'rejected', reason: 'not today' });
      expect(ended.steps.every(({ state }) => state === 'Pending')).toBe(true);
      expect((await getNetwork(portal(), name)).body.spec).toEqual(standing);
      expect(differenceOf(objects, await portal().lab.snapshot())).toEqual([]);
      expect((await decide(id, 'approve', 'platform-engineer')).status).toBe(409);
    });

    it('is deleted with an approval as well, without a trace', async () => {
      const id = await ask();
      expect((await decide(id, 'approve', 'platform-engineer')).status).toBe(200);
      await waitForRollout(portal(), name, id, ({ state }) => state === 'Succeeded');
      expect((await getNetwork(portal(), name)).status).toBe(404);
      expect(await whatChanged()).toEqual([]);
    });

    it('leaves nothing of a new network that is rejected', async () => {
      const id = await ask(document('cluster-production'));
      expect((await decide(id, 'reject', 'platform-engineer', 'no')).status).toBe(200);
      await waitForRollout(portal(), name, id, ({ state }) => state === 'Canceled');
      expect((await getNetwork(portal(), name)).status).toBe(404);
      expect(await whatChanged()).toEqual([]);
    });

    it('tells in the audit who asked, who was refused, who decided and why', async () => {
      const audit = await auditOf(portal(), name);
      const decisions = audit
        .filter(({ action }) => /^rollout\.(approve|reject)$/.test(action))
        .map(({ actor, action, outcome, message }) => ({ actor, action, outcome, message }));
      expect(decisions).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ actor: 'user:default/guest', outcome: 'refused' }),
          expect.objectContaining({ actor: 'user:default/warehouse-lead', outcome: 'refused' }),
          {
            actor: 'user:default/platform-engineer',
            action: 'rollout.approve',
            outcome: 'accepted',
            message: 'announced',
          },
          {
            actor: 'user:default/platform-engineer',
            action: 'rollout.reject',
            outcome: 'accepted',
            message: 'not today',
          },
        ]),
      );
    });
  });
}
