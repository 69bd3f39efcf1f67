import { ClusterFinding, clusterNotes } from './clusterCheck';

const application = (name: string) => ({
  name,
  clusters: ['cluster-1'],
  namespace: 'shop',
  source: { kind: 'manifests' as const, url: `${name}.yaml` },
});
const document = { applications: [application('web'), application('db')] };
const says = (
  finding: ClusterFinding['finding'],
  text: string,
  cluster = 'cluster-1',
): ClusterFinding => ({ cluster, application: 'db', finding, text });
const notesOf = (...findings: ClusterFinding[]) => clusterNotes(document, { findings, more: 0 });

it('a refusal is an error of the field that names the manifest', () => {
  expect(notesOf(says('refused', 'no such kind'), says('refused', 'no such kind'))).toEqual({
    errors: [{ field: 'applications[1].source.url', message: 'no such kind' }],
    warnings: [],
  });
});

it('what clusters say alike is one line, whatever kind of thing it is', () => {
  const clusters = Array.from({ length: 7 }, (_, index) => `cluster-${index + 1}`);
  const { errors, warnings } = notesOf(
    ...clusters.map(name => says('warning', 'env: hides another', name)),
    says('unknown', 'no answer within 5 s', 'cluster-2'),
    says('replaced', 'Job shop/migrate'),
  );
  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    'db on cluster-1, cluster-2, cluster-3, cluster-4, cluster-5 and 2 more: env: hides another',
    'db on cluster-2: could not be checked: no answer within 5 s',
    'db on cluster-1: Job shop/migrate cannot be changed, so it is removed and runs anew',
  ]);
});

it('says that not everything is told', () => {
  expect(clusterNotes(document, { findings: [], more: 3 }).warnings).toEqual([
    'applications: 3 more things that clusters say are not shown',
  ]);
});

it('what is refused of the pool is an error of its field', () => {
  const text = 'hub.loadBalancer.addresses: fd00::/120 is not IPv4';
  const findings = [{ cluster: 'cluster-1', finding: 'refused' as const, text }];
  expect(clusterNotes(document, { findings, more: 0 }).errors).toEqual([
    { field: 'hub.loadBalancer.addresses', message: 'fd00::/120 is not IPv4' },
  ]);
});

it('what is refused of a member is an error of its field, once; what is not known of it, one warning', () => {
  const about = (cluster: string, finding: ClusterFinding['finding'], text: string) => ({
    cluster,
    finding,
    text,
  });
  const hub = { cluster: 'cluster-1' };
  const spokes = [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }];
  const findings = [
    about('cluster-1', 'refused', 'cluster-1 forbids to create namespaces'),
    about('cluster-3', 'refused', 'Skupper is not installed on cluster-3'),
    about('cluster-3', 'refused', 'Skupper is not installed on cluster-3'),
    about('cluster-2', 'unknown', 'no answer within 5 s'),
    about('cluster-2', 'unknown', 'no answer within 5 s'),
  ];
  expect(clusterNotes({ ...document, hub, spokes }, { findings, more: 0 })).toEqual({
    errors: [
      { field: 'hub.cluster', message: 'cluster-1 forbids to create namespaces' },
      { field: 'spokes[1].cluster', message: 'Skupper is not installed on cluster-3' },
    ],
    warnings: ['cluster-2: could not be checked: no answer within 5 s'],
  });
});
