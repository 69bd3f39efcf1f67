import {
  MemberObservation,
  Network,
  observeScheduleId,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Connection } from '@temporalio/client';
import { call, deleteNetwork, getNetwork, networkPath, project, rollOut } from '../api';
import { shopDocument } from '../documents';
import { Portal } from '../portal';
import { rememberSecrets } from '../secretBytes';

const name = 'watched';

/** What the portal says about a network follows its clusters, without any rollout. */
export function observationScenarios(portal: () => Portal) {
  describe('observation', () => {
    let connection: Connection;

    beforeAll(async () => {
      connection = await Connection.connect({ address: portal().settings.temporal.address });
      await rollOut(portal(), name, shopDocument(portal().lab));
      await rememberSecrets(portal().lab);
    });
    afterAll(async () => {
      await portal().lab.heal('cluster-3');
      if ((await getNetwork(portal(), name)).status === 200) await deleteNetwork(portal(), name);
      await connection?.close();
    });

    async function until(holds: (network: Network) => boolean): Promise<Network> {
      for (const end = Date.now() + 90_000; ;) {
        const { body } = await getNetwork(portal(), name);
        if (holds(body)) return body;
        if (Date.now() > end) throw new Error(`It stays ${JSON.stringify(body.status, null, 2)}`);
        await new Promise(resolve => setTimeout(resolve, 500));
      }
    }
    const member = ({ status }: Network, cluster: string): MemberObservation =>
      status.members.find(one => one.cluster === cluster)!;
    const isReady = ({ status }: Network) => status.phase === 'Ready';

    /** Without their memos: other tests on this server may have encrypted theirs. */
    async function schedules(): Promise<(string | null | undefined)[]> {
      const listed = await connection.workflowService.listSchedules({
        namespace: 'default',
        maximumPageSize: 1000,
      });
      return listed.schedules.map(({ scheduleId }) => scheduleId);
    }

    it('is as old as the last tick of the Schedule, not as the last rollout', async () => {
      const first = await until(isReady);
      const later = await until(
        ({ status }) =>
          Date.parse(status.observedAt!) > Date.parse(first.status.observedAt!) + 4_000,
      );
      expect(later.status.phase).toBe('Ready');
      expect(await schedules()).toContain(observeScheduleId(project, name));
    });

    it('shows exactly the link that was cut, since when, and when it is healed', async () => {
      const before = await until(isReady);
      const cutAt = Date.now();
      await portal().lab.cut('cluster-3');
      const cut = await until(seen => member(seen, 'cluster-3').link?.state === 'Down');
      const { since } = member(cut, 'cluster-3').link!;
      // Kubernetes' times have whole seconds.
      expect(Date.parse(since!)).toBeGreaterThan(cutAt - 1_000);
      expect(Date.parse(since!)).toBeLessThanOrEqual(Date.now());
      expect(cut.status.phase).toBe('Degraded');
      expect(member(cut, 'cluster-3')).toMatchObject({ state: 'NotReady' });
      expect(member(cut, 'cluster-2')).toMatchObject({
        state: 'Ready',
        link: member(before, 'cluster-2').link,
      });
      expect(member(cut, 'cluster-1')).toMatchObject({ state: 'Ready' });
      expect(cut.status.services).toMatchObject([{ name: 'my-backend', state: 'Ready' }]);

      await portal().lab.heal('cluster-3');
      const healed = await until(isReady);
      expect(member(healed, 'cluster-3').link).toMatchObject({ state: 'Up' });
      expect(Date.parse(member(healed, 'cluster-3').link!.since!)).toBeGreaterThanOrEqual(
        Date.parse(since!),
      );
      const rollouts = await call(portal(), 'GET', `${networkPath(name)}/rollouts`);
      expect(rollouts.body).toHaveLength(1);
    });

    it('says Unknown of a cluster that does not answer, and goes on about the others', async () => {
      await portal().lab.stop('cluster-3');
      try {
        const seen = await until(network => member(network, 'cluster-3').state === 'Unknown');
        expect(member(seen, 'cluster-3')).toMatchObject({
          link: { state: 'Unknown' },
          message: expect.stringContaining('cluster-3 cannot be reached'),
        });
        expect(seen.status.phase).toBe('Unknown');
        expect(member(seen, 'cluster-2')).toMatchObject({ state: 'Ready', link: { state: 'Up' } });
      } finally {
        await portal().lab.start('cluster-3');
      }
      await until(isReady);
    });

    it('ends with the network', async () => {
      await deleteNetwork(portal(), name);
      expect((await getNetwork(portal(), name)).status).toBe(404);
      const id = observeScheduleId(project, name);
      for (const end = Date.now() + 20_000; (await schedules()).includes(id);) {
        if (Date.now() > end) throw new Error(`Schedule ${id} is still there`);
        await new Promise(resolve => setTimeout(resolve, 500));
      }
    });
  });
}
