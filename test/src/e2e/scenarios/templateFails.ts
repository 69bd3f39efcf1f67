import type { Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { demoToken } from '@interconnect/lab/stack';
import { auditOf, call, networkPath, removeNetworks } from '../api';
import { differenceOf } from '../difference';
import type { Portal } from '../portal';
import { endOfTask, logOfTask, removeComponent, startTemplate } from '../scaffolder';
import { waitFor } from '../waitFor';

const names = { blocked: 'greets-nobody', rejected: 'greets-too-many' };

/** A template that waits for a rollout ends with it, and says why: docs/templates.md. */
export function templateFailsScenarios(portal: () => Portal) {
  describe('a template whose rollout does not succeed', () => {
    let before: Record<string, string[]>;

    const rolloutsOf = async (name: string) =>
      (await call<Rollout[]>(portal(), 'GET', `${networkPath(name)}/rollouts`)).body;
    const pageOf = (name: string, id: string) =>
      `http://localhost:3000/interconnect/networks/edge-shop/${name}/rollouts/${id}`;

    beforeAll(async () => {
      before = await portal().lab.snapshot();
    });
    afterAll(async () => {
      Object.values(names).forEach(removeComponent);
      await removeNetworks(portal());
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    it('ends when the rollout is blocked, with the reason and where to go on', async () => {
      const name = names.blocked;
      const values = { name, server: 'cluster-locked', client: 'cluster-2' };
      const { status, error } = await endOfTask(portal(), await startTemplate(portal(), values));
      const [{ id, state }] = await rolloutsOf(name);
      expect([status, state]).toEqual(['failed', 'Blocked']);
      expect(error?.message).toMatch(
        new RegExp(`^Rollout ${id} is Blocked: cluster-locked: .*credentials`),
      );
      expect(error?.message).toContain(`See ${pageOf(name, id)}`);
    });

    it('waits for the approval, and ends when somebody rejects the request', async () => {
      const name = names.rejected;
      const task = await startTemplate(portal(), {
        ...{ name, server: 'cluster-1', client: 'cluster-production' },
      });
      const says = 'AwaitingApproval: somebody of group:default/platform-team';
      await waitFor(async () => (await logOfTask(portal(), task)).includes(says));
      await waitFor(async () =>
        (await auditOf(portal(), name)).some(({ action }) => action === 'rollout.started'),
      );
      const [{ id, planDigest }] = await rolloutsOf(name);
      const token = await demoToken(portal().settings.backendPort, 'platform-engineer');
      const headers = {
        authorization: `Bearer ${token}`,
        'interconnect-plan-digest': planDigest,
      };
      const path = `${networkPath(name)}/rollouts/${id}/reject`;
      const decided = await call(portal(), 'POST', path, { reason: 'not today' }, headers);
      expect(decided.status).toBe(200);
      const { status, error } = await endOfTask(portal(), task);
      expect(status).toBe('failed');
      expect(error?.message).toBe(
        `Rollout ${id} is Canceled: rejected by user:default/platform-engineer: not today. See ${pageOf(name, id)}`,
      );
    });
  });
}
