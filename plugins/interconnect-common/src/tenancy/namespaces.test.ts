import { errorsOf, allowed, rule } from './__testUtils__/tenancy';
import { foreignNamespaceErrors } from './foreignNamespaces';
import { reservedNamespaces } from './reservedNamespaces';

const [application] = allowed().applications!;
const living = (namespace: string) => ({ applications: [{ ...application, namespace }] });

describe('namespaces of applications', () => {
  it.each(['edge-shop', 'edge-shop-test', 'edge-shop-'])('%s is one of the project', namespace => {
    expect(errorsOf({}, living(namespace))).toEqual([]);
  });

  it.each(['shop', 'edge-shops', 'my-edge-shop', 'edge', 'edge-shoptest'])(
    '%s is none',
    namespace => {
      expect(errorsOf({}, living(namespace))).toEqual([
        {
          field: 'applications[0].namespace',
          message: `'${namespace}' is no namespace for applications of project 'edge-shop' ${rule('namespaces')}`,
          accepted: 'edge-shop, edge-shop-*',
        },
      ]);
    },
  );

  it('are what the configuration says', () => {
    const limits = { namespaces: ['shop', 'team-{project}'] };
    expect(errorsOf(limits, living('team-edge-shop'))).toEqual([]);
    expect(errorsOf(limits, living('edge-shop'))[0].accepted).toBe('shop, team-edge-shop');
  });

  it.each([
    ...Object.keys(reservedNamespaces),
    'kube-system',
    'kube-public',
    'kube-anything',
    'interconnect',
    'interconnect-',
    'interconnect-other',
  ])('%s is none, whatever the configuration says', namespace => {
    const [error, ...more] = errorsOf({ namespaces: ['*', namespace] }, living(namespace));
    expect(more).toEqual([]);
    expect(error.field).toBe('applications[0].namespace');
    expect(error.message).toContain(`'${namespace}' `);
    expect(error.message).toContain('(no configuration can allow it)');
  });

  it.each(['kube', 'defaults', 'argocd-shop', 'interconnected', 'my-monitoring', 'constructor'])(
    '%s is not reserved',
    namespace => {
      expect(errorsOf({ namespaces: ['*'] }, living(namespace))).toEqual([]);
    },
  );
});

describe('namespaces of networks', () => {
  it.each([undefined, 'interconnect', 'interconnect-other'])('%s is one', namespace => {
    expect(errorsOf({}, { namespace })).toEqual([]);
  });

  it('are others by configuration only', () => {
    expect(errorsOf({ networkNamespaces: ['mesh-*'] }, { namespace: 'mesh-a' })).toEqual([]);
    expect(errorsOf({}, { namespace: 'edge-shop' })).toEqual([
      {
        field: 'namespace',
        message: `'edge-shop' is no namespace for a network of project 'edge-shop' ${rule('networkNamespaces')}`,
        accepted: 'interconnect, interconnect-*',
      },
    ]);
  });

  it.each([...Object.keys(reservedNamespaces), 'kube-system'])(
    '%s is none, whatever the configuration says',
    namespace => {
      expect(errorsOf({ networkNamespaces: ['*'] }, { namespace })).toEqual([
        expect.objectContaining({
          field: 'namespace',
          message: expect.stringContaining('(no configuration can allow it)'),
        }),
      ]);
    },
  );
});

describe('a namespace of another project', () => {
  const desired = { project: 'edge-shop', document: allowed() };
  const other = (project: string, namespace: string, cluster: string) => ({
    project,
    document: { ...allowed(), applications: [{ ...application, namespace, clusters: [cluster] }] },
  });

  it('is refused on the same cluster, without saying whose it is', () => {
    expect(
      foreignNamespaceErrors(
        desired,
        other('warehouse', 'edge-shop', 'cluster-1'),
        'another network',
      ),
    ).toEqual([
      {
        field: 'applications[0].namespace',
        message:
          "'edge-shop' is used by another network, of another project, on cluster 'cluster-1'",
        accepted: 'a namespace that no other project uses there',
      },
    ]);
  });

  it.each([
    ['another network of the project', other('edge-shop', 'edge-shop', 'cluster-1')],
    ['another cluster', other('warehouse', 'edge-shop', 'cluster-2')],
    ['another namespace', other('warehouse', 'warehouse', 'cluster-1')],
  ])('is not refused for %s', (_, one) => {
    expect(foreignNamespaceErrors(desired, one, 'another network')).toEqual([]);
  });
});
