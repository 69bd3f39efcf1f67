import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import { networks, rollOut, shop } from '../__testUtils__/rest';
import { startApi } from '../__testUtils__/startApi';

const manifest = `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: { network.app.edge-orchestrator.intel.com/expose-service: 'true' }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

it('addresses are below the domains of the members, before a rollout and after', async () => {
  const temporal = new FakeTemporal();
  const clusters = [{ name: 'cluster-2', clusterDomain: 'k8s.example.com' }];
  const api = await startApi({ temporal: () => temporal, config: { clusters } });
  writeFileSync(join(api.root, 'web.yaml'), manifest);
  const source = { kind: 'manifests', url: './web.yaml' };
  const web = { name: 'web', clusters: ['cluster-1'], namespace: 'web', expose: true, source };
  const document = { ...shop, applications: [web] };
  const addresses = ['cluster.local', 'k8s.example.com'].flatMap(domain =>
    ['interconnect-shop', 'interconnect'].map(at => `http://web.${at}.svc.${domain}:80`),
  );

  const plan = await api.call('post', `${networks}/shop/plan`, document);
  expect(plan.body.addresses).toEqual(addresses);
  await rollOut(api, temporal, 'shop', document);
  const { body } = await api.call('get', `${networks}/shop`);
  expect(body.status.services[0].addresses).toEqual(addresses);

  const alone = { ...shop, spokes: [], applications: [web] };
  const { body: other } = await api.call('post', `${networks}/shop/plan`, alone);
  expect(other.addresses).toEqual(addresses.slice(0, 2));
  await api.stop();
});
