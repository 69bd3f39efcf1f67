import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Application,
  NetworkDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  askToDelete,
  call,
  networkPath,
  project,
  putNetwork,
  removeNetworks,
  rollOut,
} from '../api';
import { differenceOf } from '../difference';
import { hubOf } from '../documents';
import { heldUp } from '../heldUp';
import { kubectl } from '../kubectl';
import { manifestsOf, Portal } from '../portal';

const spoke = { cluster: 'cluster-2' };

/** What others hold up: the rollout waits as long as they do, and says why. */
export function lastingWaitScenarios(portal: () => Portal) {
  describe('waiting for others', () => {
    const { on, scale, hold, free, release, says: hears, expectEnd, cancel } = heldUp(portal);
    const folder = () => join(manifestsOf(portal().settings), 'lasting');
    let before: Record<string, string[]>;

    beforeAll(async () => {
      before = await portal().lab.snapshot();
      mkdirSync(folder(), { recursive: true });
    });
    afterAll(async () => {
      rmSync(folder(), { recursive: true, force: true });
      await release();
      await removeNetworks(portal());
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    it('says that certificates are not issued, and why', async () => {
      const text = readFileSync(
        join(manifestsOf(portal().settings), 'secure-backend.yaml'),
        'utf8',
      ).replaceAll('namespace: shop', `namespace: ${project}-tls`);
      const server = (name: string): Application => {
        writeFileSync(join(folder(), `${name}.yaml`), text.replaceAll('secure-backend', name));
        return {
          ...{ name, clusters: ['cluster-1'], namespace: `${project}-tls`, expose: true },
          tls: 'router',
          source: { kind: 'manifests', url: `./lasting/${name}.yaml` },
        };
      };
      const document: NetworkDocument = {
        type: 'application-mesh',
        hub: hubOf(portal().lab, 10, 15),
        applications: [server('first')],
      };
      await rollOut(portal(), 'unissued', document);
      await scale('skupper', 0);
      const { id } = (await putNetwork(portal(), 'unissued', {
        ...document,
        spokes: [spoke],
        applications: [server('first'), server('second')],
      }))!.rollout!;
      const why =
        /^waiting for Certificate interconnect-unissued\/\S+ on cluster-1 to be issued: Ready: not reported; Skupper's controller on cluster-1 does not run: .*spec\.replicas is 0$/;
      for (const step of ['deployApplication:second@cluster-1', 'linkSpoke@cluster-2']) {
        await hears('unissued', id, step, why);
      }
      await scale('skupper', 1);
      await expectEnd('unissued', id);
    });

    describe('of a network that is there', () => {
      const network = 'held-up';
      const namespace = `interconnect-${network}`;
      const place = `${project}-held`;
      const says = (id: string, step: string, text: RegExp) => hears(network, id, step, text);
      const change = async (document: NetworkDocument) =>
        (await putNetwork(portal(), network, document)).rollout!.id;
      const alone = (): NetworkDocument => ({
        type: 'application-mesh',
        hub: hubOf(portal().lab, 20, 25),
      });

      it('says what holds up the removal of an application', async () => {
        writeFileSync(
          join(folder(), 'kept.yaml'),
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kept }\n',
        );
        const kept: Application = {
          ...{ name: 'kept', clusters: ['cluster-1'], namespace: place },
          source: { kind: 'manifests', url: './lasting/kept.yaml' },
        };
        await rollOut(portal(), network, { ...alone(), applications: [kept] });
        await hold(place, 'configmap/kept');
        const id = await change(alone());
        await says(
          id,
          'deployApplication:kept@cluster-1',
          /^waiting for ConfigMap edge-shop-held\/kept on cluster-1 to be gone: still there, being deleted, held by example.com\/held$/,
        );
        await free(place, 'configmap/kept');
        await expectEnd(network, id);
      });

      it('says that Skupper is being removed, and that the hub accepts no links', async () => {
        const removing = (value: string) =>
          kubectl(
            portal().lab,
            'cluster-2',
            ...['annotate', 'namespace', 'skupper', `interconnect/removing${value}`],
          );
        await removing(`=${new Date().toISOString()}`);
        // What Skupper made for the Site stays, for the next test.
        await hold(namespace, 'routeraccess/skupper-router');
        await on('-n', namespace, 'delete', 'site', 'cluster-1');
        const id = await change({ ...alone(), spokes: [spoke] });
        await says(
          id,
          'deploySkupper@cluster-2',
          /^waiting for skupper on cluster-2 to be removed by another rollout: being removed$/,
        );
        await removing('-');
        await says(
          id,
          'linkSpoke@cluster-2',
          /^waiting for Site interconnect-held-up\/cluster-1 on cluster-1 to accept links: there is no such Site$/,
        );
        await cancel(network, id);
        await expectEnd(network, id, 'Canceled');
      });

      it('says what is left of an old Site', async () => {
        const { body } = await call(portal(), 'POST', `${networkPath(network)}/repair`);
        const { id } = body.rollout;
        await says(
          id,
          'deploySkupper@cluster-1',
          /^waiting for all that Skupper made for an old Site in interconnect-held-up on cluster-1 to be gone: RouterAccess interconnect-held-up\/skupper-router is still there, being deleted, held by example.com\/held/,
        );
        await free(namespace, 'routeraccess/skupper-router');
        await expectEnd(network, id);
      });

      it("says what holds up the network's namespace", async () => {
        await on('-n', namespace, 'create', 'configmap', 'held');
        await hold(namespace, 'configmap/held');
        const { body } = await askToDelete(portal(), network);
        const { id } = body.rollout;
        await says(
          id,
          'createNetwork@cluster-1',
          /^waiting for Namespace interconnect-held-up on cluster-1 to be gone: .*finalizers remaining: example.com\/held in 1 resource instances/,
        );
        await free(namespace, 'configmap/held');
        await expectEnd(network, id);
      });
    });
  });
}
