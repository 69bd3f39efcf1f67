import { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { auditOf, call, deleteNetwork, getNetwork, networkPath, rollOut } from '../api';
import { differenceOf } from '../difference';
import { backendUrl, loadBalancerOf, shopDocument } from '../documents';
import { Portal } from '../portal';
import { rememberSecrets } from '../secretBytes';
import { waitFor } from '../waitFor';
import { tlsOfShop } from './tls';

/** From an empty lab to networks that carry bytes, changed, isolated, deleted without a trace. */
export function networkScenarios(portal: () => Portal) {
  describe('a network on three clusters', () => {
    let document: NetworkDocument;
    let before: Record<string, string[]>;
    const curl = (cluster: string, url = backendUrl, timeoutMs = 10_000) =>
      portal().lab.curl(cluster, url, { timeoutMs });

    beforeAll(async () => {
      document = shopDocument(portal().lab);
      before = await portal().lab.snapshot();
    });

    it('shows the plan without changing anything', async () => {
      const answer = await call(portal(), 'POST', `${networkPath('shop')}/plan`, document);
      expect(answer.status).toBe(200);
      expect(answer.body.operation).toBe('create');
      expect(answer.body.steps.map((step: { id: string }) => step.id).sort()).toEqual(
        [
          'createNetwork@cluster-1',
          'deployLoadBalancer@cluster-1',
          ...['cluster-1', 'cluster-2', 'cluster-3'].map(cluster => `deploySkupper@${cluster}`),
          'deployApplication:my-backend@cluster-1',
          'linkSpoke@cluster-2',
          'linkSpoke@cluster-3',
          ...['cluster-1', 'cluster-2', 'cluster-3'].map(cluster => `publishServices@${cluster}`),
          'deployApplication:my-frontend@cluster-2',
          'deployApplication:my-frontend@cluster-3',
          'verify',
        ].sort(),
      );
      expect(answer.body.addresses).toContain(backendUrl.replace(/\/$/, ''));
      expect((await getNetwork(portal(), 'shop')).status).toBe(404);
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    it('rolls out the full document; clients reach the server through the tunnel', async () => {
      const withoutOneSpoke = {
        ...document,
        spokes: [{ cluster: 'cluster-2' }],
        applications: document.applications!.map(application => ({
          ...application,
          clusters: application.clusters.filter(cluster => cluster !== 'cluster-3'),
        })),
      };
      await rollOut(portal(), 'shop', withoutOneSpoke);
      expect((await curl('cluster-2')).status).toBe(200);

      // A spoke is added: what was there is not touched.
      const added = await rollOut(portal(), 'shop', document);
      expect(added.operation).toBe('update');
      expect(added.steps.map(step => step.id).sort()).toEqual(
        [
          'deploySkupper@cluster-3',
          'linkSpoke@cluster-3',
          'publishServices@cluster-3',
          'deployApplication:my-frontend@cluster-3',
          'verify',
        ].sort(),
      );
      for (const cluster of ['cluster-1', 'cluster-2', 'cluster-3']) {
        const answer = await curl(cluster);
        expect(answer).toMatchObject({ status: 200 });
        expect(answer.body).toContain('my-backend');
      }
      await rememberSecrets(portal().lab);
    });

    it('tells what the clusters said, with the time', async () => {
      const { body } = await getNetwork(portal(), 'shop');
      expect(body.status.phase).toBe('Ready');
      expect(Date.parse(body.status.observedAt!)).toBeGreaterThan(Date.now() - 600_000);
      expect(body.status.members).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ cluster: 'cluster-1', role: 'hub', state: 'Ready' }),
          expect.objectContaining({
            cluster: 'cluster-3',
            role: 'spoke',
            state: 'Ready',
            link: expect.objectContaining({ state: 'Up' }),
          }),
        ]),
      );
      expect(body.status.services).toEqual([
        expect.objectContaining({
          application: 'my-backend',
          cluster: 'cluster-1',
          name: 'my-backend',
          port: 8080,
          state: 'Ready',
          addresses: [
            'http://my-backend.interconnect-shop.svc.cluster.local:8080',
            'http://my-backend.interconnect.svc.cluster.local:8080',
          ],
        }),
      ]);
    });

    it("lets the client application show the server's answer", async () => {
      const answer = await curl('cluster-2', 'http://my-frontend.shop.svc.cluster.local:8080/');
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('my-backend');
    });

    it('changes nothing when the same document comes again', async () => {
      const { body: first, headers } = await getNetwork(portal(), 'shop');
      const answer = await call(portal(), 'PUT', networkPath('shop'), document, {
        'if-match': headers.get('etag')!,
      });
      expect(answer.status).toBe(200);
      expect(answer.body.generation).toBe(first.generation);
      expect(answer.body.rollout?.id).toBe(first.rollout?.id);
    });

    it('has no other path than the link: cut it fails, healed it works', async () => {
      await portal().lab.cut('cluster-2');
      try {
        await expect(curl('cluster-2', backendUrl, 5_000)).rejects.toThrow();
        expect((await curl('cluster-3')).status).toBe(200);
      } finally {
        await portal().lab.heal('cluster-2');
      }
      await waitFor(() =>
        curl('cluster-2', backendUrl, 5_000).then(
          answer => answer.status === 200,
          () => false,
        ),
      );
    });

    it('carries a second network over the same clusters at the same time, isolated', async () => {
      const second: NetworkDocument = {
        type: 'application-mesh',
        hub: { cluster: 'cluster-2' },
        spokes: [{ cluster: 'cluster-1' }],
        applications: [
          {
            name: 'stock',
            clusters: ['cluster-1'],
            namespace: 'stock',
            expose: true,
            source: { kind: 'helm', chart: './charts/web', values: { port: 9000 } },
          },
        ],
      };
      second.hub!.loadBalancer = {
        ...loadBalancerOf(portal().lab),
        addresses: [portal().lab.pool().replaceAll('.0.', '.1.')],
      };
      const withSecond = await portal().lab.snapshot();
      await rollOut(portal(), 'stock', second);
      const stock = 'http://stock.interconnect.svc.cluster.local:9000/';
      expect((await curl('cluster-2', stock)).body).toContain('stock');
      expect((await curl('cluster-2')).body).toContain('my-backend');
      // cluster-3 is no member of the second network: it has no name for it.
      await expect(curl('cluster-3', stock)).rejects.toThrow();
      await deleteNetwork(portal(), 'stock');
      expect(differenceOf(withSecond, await portal().lab.snapshot())).toEqual([]);
      expect((await curl('cluster-2')).status).toBe(200);
    });

    tlsOfShop(portal, () => document);

    it('removes a spoke and leaves the others alone', async () => {
      const third = before['cluster-3'];
      const removed = await rollOut(portal(), 'shop', {
        ...document,
        spokes: [{ cluster: 'cluster-2' }],
        applications: document.applications!.map(application => ({
          ...application,
          clusters: application.clusters.filter(cluster => cluster !== 'cluster-3'),
        })),
      });
      expect(removed.state).toBe('Succeeded');
      const after = await portal().lab.snapshot();
      expect(differenceOf({ 'cluster-3': third }, { 'cluster-3': after['cluster-3'] })).toEqual([]);
      expect((await curl('cluster-2')).status).toBe(200);
    });

    it('deletes the network and leaves every cluster as it was', async () => {
      await deleteNetwork(portal(), 'shop');
      expect((await getNetwork(portal(), 'shop')).status).toBe(404);
      expect(differenceOf(before, await portal().lab.snapshot())).toEqual([]);
    });

    it('keeps the audit of the deleted network: who asked, which cluster, what, when, outcome', async () => {
      const audit = await auditOf(portal(), 'shop');
      expect(audit.every(entry => entry.network === 'shop')).toBe(true);
      const whole = await call(portal(), 'GET', '/projects/edge-shop/audit/verification');
      expect(whole.body).toMatchObject({ project: 'edge-shop', problems: [] });
      expect(whole.body.entries).toBeGreaterThanOrEqual(audit.length);
      expect(audit).toContainEqual(
        expect.objectContaining({
          actor: 'user:default/guest',
          outcome: 'accepted',
        }),
      );
      expect(audit).toContainEqual(
        expect.objectContaining({ subject: 'linkSpoke@cluster-3', outcome: 'succeeded' }),
      );
    });
  });
}
