import { projectOf, requireProject } from './projectNamespace';

const ours = { 'app.kubernetes.io/managed-by': 'interconnect' };
const shared = { ...ours, 'interconnect/shared': 'true' };
const of = (project: string) => ({ 'interconnect/project': project });
const namespace = (labels?: Record<string, string>, name = 'shop') => ({
  metadata: { name, labels },
});
const refused = (labels?: Record<string, string>, name?: string) => {
  try {
    requireProject(namespace(labels, name), 'edge-shop', 'cluster-1');
    return undefined;
  } catch (error) {
    return [(error as { type: string }).type, (error as Error).message];
  }
};

it.each<[string, Record<string, string>]>([
  ['made for applications of the project', { ...shared, ...of('edge-shop') }],
  ['labelled by whoever runs the cluster', of('edge-shop')],
])('is the project’s: %s', (_, labels) => {
  expect(projectOf(namespace(labels))).toBe('edge-shop');
  expect(refused(labels)).toBeUndefined();
});

it.each<[string, Record<string, string> | undefined, string, RegExp]>([
  [
    'nobody’s',
    undefined,
    'shop',
    /^Namespace shop on cluster-1 was not made for the project edge-shop\. .*: kubectl --context cluster-1 label namespace shop interconnect\/project=edge-shop$/,
  ],
  [
    'another’s by label',
    of('other'),
    'shop',
    /^Namespace shop on cluster-1 belongs to another project\. .*label namespace shop interconnect\/project=edge-shop --overwrite$/,
  ],
  [
    'made for another',
    { ...shared, ...of('other') },
    'shop',
    /^Namespace shop on cluster-1 belongs to another project$/,
  ],
  [
    'a network’s own, of the same project',
    { ...ours, ...of('edge-shop') },
    'interconnect-a',
    /^Namespace interconnect-a on cluster-1 serves Interconnect itself$/,
  ],
  [
    'that of the short addresses, whatever its labels',
    { ...shared, ...of('edge-shop') },
    'interconnect',
    /^Namespace interconnect on cluster-1 serves Interconnect itself$/,
  ],
])('is refused: %s', (_, labels, name, message) => {
  expect(refused(labels, name)).toEqual(['NameTaken', expect.stringMatching(message)]);
});
