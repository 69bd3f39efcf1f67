import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import {
  askToDelete,
  call,
  deleteNetwork,
  getNetwork,
  networkPath,
  project,
  putNetwork,
  removeNetworks,
  waitForRollout,
} from '../api';
import { waitFor } from '../waitFor';
import { differenceOf } from '../difference';
import { loadBalancerOf, shopDocument } from '../documents';
import { manifestsOf, Portal } from '../portal';

/** The seed's own example of an annotated Service, exactly as it stands there. */
const seedExample = `     apiVersion: v1
     Kind: Service
     metadata:
       name: my-backend
       annotations:
         network.app.edge-orchestrator.intel.com/expose-service: "true"
         network.app.edge-orchestrator.intel.com/expose-port: "8080"
    spec:
        ports:
        - port: 8080
            targetPort: 8080
        selector:
            app: my-backend
        type: ClusterIP
`;

const annotation = (name: string) => `network.app.edge-orchestrator.intel.com/${name}`;

function service(annotations: Record<string, string>, spec = '', metadata = ''): string {
  const lines = Object.entries(annotations).map(
    ([name, value]) => `    ${annotation(name)}: ${JSON.stringify(value)}`,
  );
  return `apiVersion: v1
kind: Service
metadata:
  name: web
${metadata}  annotations:
${lines.join('\n')}
spec:
  selector: { app: web }
  ports: [{ port: 8080 }]
${spec}`;
}

const exposed = { 'expose-service': 'true', 'expose-port': '8080' };

/** Bad input: a clear answer each, and nothing left behind, neither in the API nor on a cluster. */
export function refusalScenarios(portal: () => Portal) {
  describe('bad input', () => {
    const folder = () => join(manifestsOf(portal().settings), 'bad');
    let before: Record<string, string[]>;

    beforeAll(async () => {
      before = await portal().lab.snapshot();
      mkdirSync(folder(), { recursive: true });
    });
    afterAll(async () => {
      rmSync(folder(), { recursive: true, force: true });
      await removeNetworks(portal());
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    /**
     * Refused by plan and by PUT alike, with every one of `says` in the message; then there is no
     * such network.
     */
    async function refused(
      document: unknown,
      says: (string | RegExp)[],
      { name = 'refused', status = 400 } = {},
    ) {
      for (const [method, path] of [
        ['POST', `${networkPath(name)}/plan`],
        ['PUT', networkPath(name)],
      ]) {
        const answer = await call(portal(), method, path, document);
        expect({ method, status: answer.status, body: answer.body }).toMatchObject({ status });
        for (const text of says) expect(answer.body.error.message).toMatch(text);
        expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.[jt]s:\d+/);
      }
      const read = await getNetwork(portal(), name);
      expect(read.status).toBeGreaterThanOrEqual(400);
    }

    const shop = () => shopDocument(portal().lab);
    const withHub = (change: object) => ({ ...shop(), hub: { ...shop().hub, ...change } });
    const withPool = (addresses: string[]) =>
      withHub({ loadBalancer: { ...loadBalancerOf(portal().lab), addresses } });

    async function refusedManifest(text: string, says: (string | RegExp)[]) {
      writeFileSync(join(folder(), 'manifest.yaml'), text);
      await refused(
        {
          ...shop(),
          applications: [
            {
              name: 'web',
              clusters: ['cluster-1'],
              namespace: 'web',
              expose: true,
              source: { kind: 'manifests', url: './bad/manifest.yaml' },
            },
          ],
        },
        says,
      );
    }

    it.each(['Shop', '-shop', 'a-name-of-twenty-char', 'shop_1'])('a network named %s', name =>
      refused(shop(), [/network/i, /a-z/], { name }),
    );

    it('a project that is no System', async () => {
      const path = '/projects/no-such-project/networks/shop';
      const answer = await call(portal(), 'PUT', path, shop());
      expect([400, 404]).toContain(answer.status);
      expect(answer.body.error.message).toMatch(/no-such-project/);
    });

    it('a cluster that nobody knows', () =>
      refused({ ...shop(), spokes: [{ cluster: 'cluster-99' }], applications: [] }, [
        /spokes\[0\]\.cluster/,
        /cluster-99/,
        /cluster-2/,
      ]));

    it('a spoke equal to the hub, a member twice', async () => {
      await refused({ ...shop(), spokes: [{ cluster: 'cluster-1' }], applications: [] }, [
        /spokes\[0\]/,
        /hub/,
      ]);
      await refused(
        {
          ...shop(),
          spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-2' }],
          applications: [],
        },
        [/spokes\[1\]/, /cluster-2/],
      );
    });

    it('address ranges that are not addresses, overlap or are empty', async () => {
      await refused(withPool(['127.20.0.300-127.20.0.301']), [/addresses\[0\]/, /127\.20\.0\.300/]);
      await refused(withPool(['127.20.0.50-127.20.0.10']), [/addresses\[0\]/]);
      await refused(withPool(['127.20.0.10-127.20.0.50', '127.20.0.40-127.20.0.60']), [/overlap/]);
      await refused(withPool([]), [/addresses/]);
    });

    it('unknown fields, all errors at once', () =>
      refused({ ...shop(), tpye: 'x', spokes: [{ cluster: '' }] }, [/tpye/, /spokes\[0\]/]));

    it.each([
      ['expose-port', ' 8080'],
      ['expose-port', '70000'],
      ['expose-service', 'yes'],
      ['expose-ports', '80,x'],
    ])('annotation %s with the value "%s"', (name, value) =>
      refusedManifest(service({ ...exposed, [name]: value }), [
        /web/,
        new RegExp(annotation(name)),
        new RegExp(`"${value}"`),
      ]),
    );

    it('a NodePort Service', () =>
      refusedManifest(service(exposed, '  type: NodePort\n'), [/web/, /NodePort/, /ClusterIP/]));

    it('YAML that does not parse: line and column', () =>
      refusedManifest('kind: [Service\nmetadata: {\n', [/line \d+/, /column \d+/]));

    it("the seed's own example", () => refusedManifest(seedExample, [/kind|line \d+/]));

    it('an object without kind', () =>
      refusedManifest('apiVersion: v1\nKind: Service\nmetadata: { name: web }\n', [/kind/]));

    it('objects outside the namespace of the application, cluster-scoped objects', async () => {
      await refusedManifest(service(exposed, '', '  namespace: kube-system\n'), [
        /kube-system/,
        /web/,
      ]);
      await refusedManifest(
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: web }\n',
        [/ClusterRole/, /namespace/],
      );
    });

    it('manifest paths that lead outside the root', async () => {
      symlinkSync('/etc', join(folder(), 'link'));
      const path = './bad/link/hostname';
      for (const url of ['../../etc/hostname', '/etc/hostname', 'file:///etc/hostname', path]) {
        const [application] = shop().applications!;
        const document = {
          ...shop(),
          applications: [{ ...application, source: { kind: 'manifests', url } }],
        };
        await refused(document, [/applications\[0\]\.source\.url/]);
      }
    });

    it('PUT without or with an old If-Match; a second request while one runs', async () => {
      const small: NetworkDocument = { type: 'application-mesh', hub: { cluster: 'cluster-1' } };
      const small2: NetworkDocument = { ...small, spokes: [{ cluster: 'cluster-2' }] };
      small.hub!.loadBalancer = loadBalancerOf(portal().lab);
      const network = await putNetwork(portal(), 'matched', small);
      const etag = (await getNetwork(portal(), 'matched')).headers.get('etag')!;

      const second = await call(portal(), 'PUT', networkPath('matched'), small2, {
        'if-match': etag,
      });
      expect(second.status).toBe(409);
      expect(JSON.stringify(second.body)).toContain(network.rollout!.id);

      const { id } = network.rollout!;
      await waitForRollout(portal(), 'matched', id, ({ state }) => state === 'Succeeded');
      const missing = await call(portal(), 'PUT', networkPath('matched'), small2);
      expect(missing.status).toBe(428);
      const old = await call(portal(), 'PUT', networkPath('matched'), small2, {
        'if-match': '"4711"',
      });
      expect(old.status).toBe(412);
      expect((await getNetwork(portal(), 'matched')).body.spec).toEqual(small);
      await deleteNetwork(portal(), 'matched');
    });

    /** Cancels with rollback and waits for the end of it. */
    async function rolledBack(name: string, id: string) {
      const path = `${networkPath(name)}/rollouts/${id}/cancel`;
      const answer = await call(portal(), 'POST', path, { rollback: true });
      expect(answer.status).toBe(200);
      return waitForRollout(portal(), name, id, ({ state }) =>
        ['RolledBack', 'RollbackIncomplete'].includes(state),
      );
    }

    /** Deletes a network of which a part cannot be reached any more: that part is skipped. */
    async function deletedWithout(name: string, step: string) {
      const { body } = await askToDelete(portal(), name);
      const { id } = body.rollout;
      await waitForRollout(portal(), name, id, ({ state }) => state === 'Blocked');
      const path = `${networkPath(name)}/rollouts/${id}/skip`;
      const answer = await call(portal(), 'POST', path, {
        steps: [step],
        reason: 'the cluster does not exist any more',
      });
      expect(answer.status).toBe(200);
      await waitForRollout(portal(), name, id, ({ state }) => state === 'Succeeded');
      expect((await getNetwork(portal(), name)).status).toBe(404);
    }

    it('a hub that cannot be reached: said at once, undone as far as it can be', async () => {
      const { id } = (
        await putNetwork(portal(), 'broken', {
          type: 'application-mesh',
          hub: { cluster: 'cluster-gone', loadBalancer: loadBalancerOf(portal().lab) },
        })
      ).rollout!;
      // It goes on trying until its deadline; a person sees why, and need not wait.
      await waitForRollout(portal(), 'broken', id, ({ steps }) =>
        steps.some(({ error }) => /cluster-gone cannot be reached/.test(error ?? '')),
      );
      const undone = await rolledBack('broken', id);
      expect(undone.state).toBe('RollbackIncomplete');
      await deletedWithout('broken', 'createNetwork@cluster-gone');
    });

    it('a spoke that refuses the credentials stops no other; undone, nothing is left elsewhere', async () => {
      const { id } = (
        await putNetwork(portal(), 'partly', {
          type: 'application-mesh',
          hub: { cluster: 'cluster-1', loadBalancer: loadBalancerOf(portal().lab) },
          spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-locked' }],
        })
      ).rollout!;
      const blocked = await waitForRollout(
        portal(),
        'partly',
        id,
        ({ state }) => state === 'Blocked',
      );
      const stepOf = (wanted: string) => blocked.steps.find(step => step.id === wanted);
      expect(stepOf('linkSpoke@cluster-2')?.state).toBe('Succeeded');
      expect(stepOf('deploySkupper@cluster-locked')).toMatchObject({
        state: 'Failed',
        error: expect.stringMatching(/cluster-locked.*credentials/),
      });
      expect(stepOf('linkSpoke@cluster-locked')?.state).toBe('Pending');
      // What was started on a cluster that refuses us cannot be undone there: it is listed, with
      // what comes after it.
      const undone = await rolledBack('partly', id);
      expect(undone.state).toBe('RollbackIncomplete');
      const left = undone.steps.filter(({ state }) => state === 'UndoFailed');
      expect(left.map(step => step.id).sort()).toEqual([
        'createNetwork@cluster-1',
        'deploySkupper@cluster-locked',
      ]);
      expect(left.every(step => step.error)).toBe(true);
      await deletedWithout('partly', 'deploySkupper@cluster-locked');
    });

    it('an annotation that is wrong on an existing Service is named by the step', async () => {
      const { lab } = portal();
      const config = new KubeConfig();
      config.loadFromFile(lab.kubeconfigOf('cluster-1'));
      const api = config.makeApiClient(CoreV1Api);
      const labels = { 'interconnect/project': project };
      await api.createNamespace({ body: { metadata: { name: 'legacy', labels } } });
      await api.createNamespacedService({
        namespace: 'legacy',
        body: {
          metadata: {
            name: 'old-web',
            annotations: {
              [annotation('expose-service')]: 'true',
              [annotation('expose-port')]: '70000',
            },
          },
          spec: { ports: [{ port: 8080 }], selector: { app: 'old-web' } },
        },
      });
      const { id } = (
        await putNetwork(portal(), 'existing', {
          type: 'application-mesh',
          hub: { cluster: 'cluster-1', loadBalancer: loadBalancerOf(lab) },
          applications: [
            {
              name: 'old-web',
              clusters: ['cluster-1'],
              namespace: 'legacy',
              expose: true,
              source: { kind: 'existing', services: ['old-web'] },
            },
          ],
        })
      ).rollout!;
      const blocked = await waitForRollout(
        portal(),
        'existing',
        id,
        ({ state }) => state === 'Blocked',
      );
      const step = blocked.steps.find(({ kind }) => kind === 'deployApplication')!;
      expect(step.state).toBe('Failed');
      for (const said of ['old-web', annotation('expose-port'), '"70000"']) {
        expect(step.error).toContain(said);
      }
      expect((await rolledBack('existing', id)).state).toBe('RolledBack');
      expect((await getNetwork(portal(), 'existing')).status).toBe(404);
      expect(
        await api.readNamespacedService({ namespace: 'legacy', name: 'old-web' }),
      ).toBeDefined();
      await api.deleteNamespace({ name: 'legacy' });
      await waitFor(async () => {
        const { items } = await api.listNamespace();
        return !items.some(({ metadata }) => metadata?.name === 'legacy');
      });
    });
  });
}
