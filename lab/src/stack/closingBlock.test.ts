import type { Lab } from '../lab';
import { closingBlock } from './closingBlock';
import type { PortalSettings } from './portal';
import type { Temporal } from './temporal';

const settings: PortalSettings = {
  dir: '/checkout/.lab/0/portal',
  backendPort: 7007,
  workerHealthPort: 7008,
  temporal: { address: '127.0.0.1:7233' },
  kubeconfig: '/home/anna/.kube/config',
};
const temporal = { uiUrl: 'http://localhost:8233' } as Temporal;
const lab = { clusters: ['cluster-1', 'cluster-2'] } as Lab;

test('says where everything is, and what to try in the lab', () => {
  const block = closingBlock({ settings, temporal, lab });
  for (const line of [
    'Portal         http://localhost:3000/interconnect',
    'API            http://localhost:7007/api/interconnect/v1',
    "Temporal's UI  http://localhost:8233",
    'Clusters       cluster-1, cluster-2   (npm run lab -- status)',
    'The worker has the rights of workflows/deploy on them, and no others',
    '-d @examples/network.json',
    'npm run lab -- curl cluster-2 http://my-backend.interconnect.svc.cluster.local:8080/',
  ]) {
    expect(block).toContain(line);
  }
  expect(block).not.toContain('kubectl');
});

test('names nothing of the lab where the clusters are one’s own', () => {
  const block = closingBlock({ settings });
  expect(block).not.toMatch(/npm run lab|cluster-\d|Temporal's UI/);
  expect(block).toContain('Clusters       your own, /home/anna/.kube/config');
  expect(block).toContain('-d @network.json');
  expect(block).toMatch(
    /kubectl --kubeconfig \/home\/anna\/\.kube\/config --context <spoke> run try-it [^]*-- curl -sS http:\/\/my-backend\.interconnect\.svc\.cluster\.local:8080\//,
  );
});
