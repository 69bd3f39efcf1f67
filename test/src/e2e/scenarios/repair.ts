import { KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import {
  aliasNamespace,
  defaultNamespace,
  linkNameOf,
  Network,
  NetworkDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import { call, deleteNetwork, getNetwork, networkPath, rollOut, waitForRollout } from '../api';
import { backendUrl, shopDocument } from '../documents';
import { Portal } from '../portal';
import { waitFor } from '../waitFor';

const name = 'mended';
const namespace = defaultNamespace(name);

/** What somebody deletes on a cluster is put back by one call. */
export function repairScenarios(portal: () => Portal) {
  describe('repair', () => {
    let document: NetworkDocument;
    let everything: string[];

    beforeAll(async () => {
      document = shopDocument(portal().lab);
      const created = await rollOut(portal(), name, document);
      everything = created.steps.map(({ id }) => id);
    });
    afterAll(async () => {
      if ((await getNetwork(portal(), name)).status === 200) await deleteNetwork(portal(), name);
    });

    /** As an administrator of the cluster does it. */
    async function remove(cluster: string, kind: [string, string], object: [string, string]) {
      const config = new KubeConfig();
      config.loadFromFile(portal().lab.kubeconfigOf(cluster));
      const [apiVersion, what] = kind;
      const [space, called] = object;
      const metadata = { namespace: space, name: called };
      const objects = KubernetesObjectApi.makeApiClient(config);
      await objects.delete({ apiVersion, kind: what, metadata });
    }
    const reached = (cluster: string) =>
      portal()
        .lab.curl(cluster, backendUrl, { timeoutMs: 5_000 })
        .then(
          ({ status }) => status === 200,
          () => false,
        );
    const phase = async () => (await getNetwork(portal(), name)).body.status.phase;

    it('comes by the same document while a spoke has lost its link', async () => {
      await waitFor(async () => (await phase()) === 'Ready');
      await remove(
        'cluster-2',
        ['skupper.io/v2alpha1', 'Link'],
        [namespace, linkNameOf('cluster-2')],
      );
      await waitFor(async () => (await phase()) === 'Degraded');
      await waitFor(async () => !(await reached('cluster-2')));

      const preview = await call(portal(), 'POST', `${networkPath(name)}/plan`, document);
      expect(preview.body.operation).toBe('repair');
      const { body } = await call<Network>(portal(), 'PUT', networkPath(name), document);
      const repaired = await waitForRollout(
        portal(),
        name,
        body.rollout!.id,
        ({ state }) => state === 'Succeeded',
      );
      expect(repaired.steps.map(({ id }) => id)).toEqual(everything);
      await waitFor(() => reached('cluster-2'));
      await waitFor(async () => (await phase()) === 'Ready');
    });

    it('comes when it is asked for: an application and a short address', async () => {
      await remove('cluster-1', ['apps/v1', 'Deployment'], ['shop', 'my-backend']);
      await remove('cluster-3', ['v1', 'Service'], [aliasNamespace, 'my-backend']);
      await waitFor(async () => !(await reached('cluster-2')) && !(await reached('cluster-3')));

      const { status, body } = await call<Network>(portal(), 'POST', `${networkPath(name)}/repair`);
      expect(status).toBe(200);
      await waitForRollout(portal(), name, body.rollout!.id, ({ state }) => state === 'Succeeded');
      await waitFor(async () => (await reached('cluster-2')) && (await reached('cluster-3')));
      await waitFor(async () => (await phase()) === 'Ready');
    });
  });
}
