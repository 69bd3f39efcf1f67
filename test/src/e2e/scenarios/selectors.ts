import { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { writeConfiguration } from '@interconnect/lab/stack';
import {
  auditOf,
  call,
  deleteNetwork,
  getNetwork,
  networkPath,
  rollOut,
  waitForRollout,
} from '../api';
import { loadBalancerOf } from '../documents';
import { Portal } from '../portal';
import { waitFor } from '../waitFor';

const name = 'by-labels';
const region = { region: 'eu' };

/** Spokes that are chosen by labels, and a label that a cluster gets while the portal runs. */
export function selectorScenarios(portal: () => Portal) {
  describe('a network that follows a selector', () => {
    /** As whoever runs the portal does: the configuration is read anew while it runs. */
    function label(...clusters: string[]) {
      const { settings } = portal();
      const labels = clusters.map(cluster => ({ name: cluster, labels: region }));
      settings.interconnect = { ...settings.interconnect, clusters: labels };
      writeConfiguration(settings);
    }
    const document = (): NetworkDocument => ({
      type: 'application-mesh',
      hub: { cluster: 'cluster-1', loadBalancer: loadBalancerOf(portal().lab) },
      spokes: [{ selector: region, follow: true }],
    });
    const plan = async () =>
      (await call(portal(), 'POST', `${networkPath(name)}/plan`, document())).body;
    const linksUp = async () =>
      (await getNetwork(portal(), name)).body.status.members.flatMap(({ cluster, link }) =>
        link?.state === 'Up' ? [cluster] : [],
      );

    it('spans the clusters with the label', async () => {
      label('cluster-2');
      await waitFor(async () => (await plan()).selectors?.[0].clusters.length === 1);
      await rollOut(portal(), name, document());
      await waitFor(async () => (await linksUp()).join() === 'cluster-2');
    });

    it('spans a cluster that gets the label, without anybody asking', async () => {
      label('cluster-2', 'cluster-3');
      const opened = async () => (await getNetwork(portal(), name)).body.rollout?.id;
      await waitFor(async () => (await opened()) !== undefined, 150_000);
      const id = (await opened())!;
      const rollout = await waitForRollout(
        portal(),
        name,
        id,
        ({ state }) => state === 'Succeeded',
      );
      expect(rollout).toMatchObject({
        operation: 'update',
        requestedBy: 'user:default/guest',
        followed: true,
      });
      await waitFor(async () => (await linksUp()).join() === 'cluster-2,cluster-3');
      const started = (await auditOf(portal(), name)).find(
        ({ action, subject }) => action === 'rollout.started' && subject === id,
      );
      expect(started?.message).toMatch(/; followed the selector$/);
      expect((await getNetwork(portal(), name)).body.spec.spokes).toEqual(document().spokes);
    });

    it('is deleted like any other', async () => {
      await deleteNetwork(portal(), name);
      expect((await getNetwork(portal(), name)).status).toBe(404);
    });
  });
}
