import { DesiredNetwork } from '../document/DesiredNetwork';
import { checkServices } from '../document/services';
import { ResolvedDocument } from '../document/schema';
import { documentWarnings, planWarnings } from '../document/warnings';
import { shop, shopDocument } from './__testUtils__/shop';
import { standing } from './__testUtils__/standing';
import { checkAgainstOthers, checkChange, membersOf } from './checks';

const [backend, frontend] = shopDocument().applications!;

function other(
  changes: Partial<ResolvedDocument> & { project?: string; name?: string } = {},
): DesiredNetwork {
  const { project = 'edge-shop', name = 'second', ...document } = changes;
  return {
    ...shop({
      hub: { cluster: 'cluster-1', loadBalancer: { addresses: ['127.20.1.0/24'] } },
      applications: [],
      ...document,
    }),
    project,
    name,
  };
}

describe('checkChange', () => {
  it('lets a network without members become anything, and any network lose its members', () => {
    const empty = shop({ hub: undefined, spokes: [], applications: [] });
    expect(checkChange(undefined, shop())).toEqual([]);
    expect(checkChange(empty, shop({ namespace: 'mesh' }))).toEqual([]);
    expect(
      checkChange(shop({ namespace: 'mesh' }), empty, standing(shop({ namespace: 'mesh' }))),
    ).toEqual([]);
    expect(checkChange(shop(), shop({ namespace: 'interconnect-shop', spokes: [] }))).toEqual([]);
  });

  it('keeps hub and namespace of a network with members', () => {
    const moved = shop({ hub: { cluster: 'cluster-9' }, namespace: 'mesh' });
    expect(checkChange(shop(), moved)).toEqual([
      {
        field: 'hub.cluster',
        message:
          "'cluster-9' cannot become the hub, because the network has members and its hub is 'cluster-1'",
        accepted: "'cluster-1' (delete the network first, or ask for another one)",
      },
      {
        field: 'namespace',
        message:
          "cannot become 'mesh', because the network has members in namespace 'interconnect-shop'",
        accepted: "'interconnect-shop' (delete the network first, or ask for another one)",
      },
    ]);
  });

  it('keeps them too as long as remains of a failed removal stand', () => {
    const empty = shop({ hub: undefined, spokes: [], applications: [] });
    const moved = shop({ hub: { cluster: 'cluster-9' }, namespace: 'mesh' });
    const errors = checkChange(empty, moved, standing(shop()));
    expect(errors.map(({ field }) => field)).toEqual(['hub.cluster', 'namespace']);
    expect(checkChange(empty, shop(), standing(shop()))).toEqual([]);
  });
});

describe('checkAgainstOthers', () => {
  const second = { project: 'edge-shop', network: 'second' };

  it('lets networks share clusters as long as nothing clashes', () => {
    expect(checkAgainstOthers(shop(), [shop(), other()])).toEqual([]);
    expect(checkAgainstOthers(shop(), [other({ hub: undefined, spokes: [] })])).toEqual([]);
  });

  it('refuses a pool that overlaps another on the same hub only', () => {
    const addresses = ['127.20.0.50-127.20.0.60'];
    const clash = other({ hub: { cluster: 'cluster-1', loadBalancer: { addresses } } });
    expect(checkAgainstOthers(shop(), [clash])).toEqual([
      {
        field: 'hub.loadBalancer.addresses[0]',
        message:
          "'127.20.0.10-127.20.0.50' overlaps '127.20.0.50-127.20.0.60' of network edge-shop/second on cluster 'cluster-1'",
        accepted: 'addresses that no other network has on that cluster',
        holder: second,
      },
    ]);
    const elsewhere = other({
      hub: { cluster: 'cluster-2', loadBalancer: { addresses } },
      spokes: [{ cluster: 'cluster-1' }],
    });
    expect(checkAgainstOthers(shop(), [elsewhere])).toEqual([]);
  });

  it('refuses a namespace that another network holds on a shared member', () => {
    const same = other({ project: 'toys', name: 'shop' });
    expect(checkAgainstOthers(shop(), [same])).toEqual([
      {
        field: 'namespace',
        message:
          "'interconnect-shop' is held by network toys/shop on clusters 'cluster-1', 'cluster-2', 'cluster-3'",
        accepted: 'a namespace that no other network or application has there',
        holder: { project: 'toys', network: 'shop' },
      },
    ]);
    const apart = other({ project: 'toys', name: 'shop', hub: { cluster: 'x' }, spokes: [] });
    expect(checkAgainstOthers(shop(), [apart])).toEqual([]);
  });

  it("keeps applications out of other networks' namespaces, and networks out of applications' namespaces", () => {
    const holder = other({ namespace: 'shop' });
    expect(checkAgainstOthers(shop(), [holder]).map(({ field }) => field)).toEqual([
      'applications[0].namespace',
      'applications[1].namespace',
    ]);
    expect(checkAgainstOthers(other({ namespace: 'shop' }), [shop()])).toEqual([
      {
        field: 'namespace',
        message:
          "'shop' is the namespace of application 'my-backend' of network edge-shop/shop on cluster 'cluster-1'",
        accepted: 'a namespace that no other network or application has there',
        holder: { project: 'edge-shop', network: 'shop' },
      },
    ]);
  });

  it("refuses a Service whose address at the seed's namespace another network holds", () => {
    const services = (name: string) =>
      other({
        applications: [
          { ...backend, namespace: 'elsewhere', source: { kind: 'existing', services: [name] } },
        ],
      });
    expect(checkAgainstOthers(shop(), [services('my-backend')])).toEqual([
      {
        field: 'applications[0].shortAddress',
        message:
          "the address my-backend.interconnect of the Service 'my-backend' is held by network edge-shop/second on clusters 'cluster-1', 'cluster-2', 'cluster-3'",
        accepted:
          "false for the network's own addresses only, or Services with names that no other network exposes on the same members",
        holder: second,
      },
    ]);
    expect(checkAgainstOthers(shop(), [services('other')])).toEqual([]);
    const hidden = services('my-backend');
    hidden.document.applications![0].expose = false;
    expect(checkAgainstOthers(shop(), [hidden])).toEqual([]);
  });

  it('lets one of two networks leave the short address to the other', () => {
    const existing = { kind: 'existing' as const, services: ['my-backend'] };
    const both = (shortAddress?: boolean) => ({
      applications: [{ ...backend, namespace: 'elsewhere', source: existing, shortAddress }],
    });
    expect(checkAgainstOthers(shop(both(false)), [other(both())])).toEqual([]);
    expect(checkAgainstOthers(shop(both()), [other(both(false))])).toEqual([]);
    expect(checkAgainstOthers(shop(both(false)), [other(both(false))])).toEqual([]);
    expect(checkAgainstOthers(shop(both(true)), [other(both())])).toHaveLength(1);
  });

  it('has nothing else to offer to a network whose own addresses are the short ones', () => {
    const existing = { kind: 'existing' as const, services: ['my-backend'] };
    const applications = [{ ...backend, namespace: 'elsewhere', source: existing }];
    const inside = shop({ namespace: 'interconnect', applications });
    expect(checkAgainstOthers(inside, [other({ applications })])).toMatchObject([
      {
        field: 'applications[0]',
        accepted: 'Services with names that no other network exposes on the same members',
      },
    ]);
  });
});

describe('checkAgainstOthers, with TLS in one namespace', () => {
  const server = { ...backend, tls: 'router' as const };
  const theirs = { ...frontend, name: 'their-front', clusters: ['cluster-2', 'cluster-4'] };
  const spokes = [{ cluster: 'cluster-2' }, { cluster: 'cluster-4' }];
  const source = { kind: 'existing' as const, services: ['their-back'] };
  const theirServer = { ...server, name: 'their-back', namespace: 'theirs', source };
  const second = (applications: ResolvedDocument['applications'], more: object = {}) => ({
    ...other({ spokes, applications }),
    ...more,
  });
  const first = shop({ applications: [server, frontend] });

  it('refuses clients of two networks, which trust different authorities, before a step does', () => {
    expect(checkAgainstOthers(first, [second([theirServer, theirs])])).toEqual([
      {
        field: 'applications[1].namespace',
        message:
          "'shop' has the Secret skupper-tls-client of network edge-shop/second on cluster 'cluster-2'",
        accepted: 'a namespace in which no other network with TLS has applications',
        holder: { project: 'edge-shop', network: 'second' },
      },
    ]);
  });

  it('refuses servers of two networks with one Deployment', () => {
    const twin = second([{ ...theirServer, namespace: 'shop' }], {
      deployments: { 'their-back': 'my-backend' },
    });
    expect(checkAgainstOthers(first, [twin])).toMatchObject([
      {
        field: 'applications[0].namespace',
        message:
          "'shop' has the Secret skupper-tls-my-backend of network edge-shop/second on cluster 'cluster-1'",
      },
    ]);
  });

  it('takes them in other namespaces, on other clusters, and one without TLS', () => {
    const inOther = { ...theirs, namespace: 'theirs' };
    const elsewhere = { ...theirs, clusters: ['cluster-4'] };
    const { tls: _, ...plain } = theirServer;
    for (const applications of [
      [theirServer, inOther],
      [theirServer, elsewhere],
      [plain, theirs],
    ]) {
      expect(checkAgainstOthers(first, [second(applications)])).toEqual([]);
    }
  });
});

describe('checkAgainstOthers, with a network that may not be named', () => {
  const theirs = (document: Partial<ResolvedDocument>) =>
    other({ project: 'secretive', name: 'hidden', ...document });

  it.each<[string, DesiredNetwork, DesiredNetwork]>([
    [
      'a pool',
      shop(),
      theirs({
        hub: { cluster: 'cluster-1', loadBalancer: { addresses: ['127.20.0.49-127.20.0.77'] } },
      }),
    ],
    ['a namespace', shop(), theirs({ namespace: 'interconnect-shop' })],
    ['a namespace of an application', shop(), theirs({ namespace: 'shop' })],
    [
      "a namespace of the other's application",
      other({ namespace: 'theirs' }),
      theirs({ applications: [{ ...backend, name: 'payroll', namespace: 'theirs' }] }),
    ],
    [
      'a namespace of applications of both',
      shop(),
      theirs({
        applications: [
          {
            ...backend,
            name: 'payroll',
            expose: false,
            source: { kind: 'existing', services: ['payroll'] },
          },
        ],
      }),
    ],
    [
      'a Service',
      shop(),
      theirs({
        applications: [
          {
            ...backend,
            name: 'payroll',
            namespace: 'elsewhere',
            source: { kind: 'existing', services: ['my-backend'] },
          },
        ],
      }),
    ],
  ])('says of %s that another network has it', (_, desired, clashing) => {
    const errors = checkAgainstOthers(desired, [clashing], () => false);
    expect(errors).not.toEqual([]);
    for (const { message } of errors) {
      expect(message).toContain('another network');
      expect(message).not.toMatch(/secretive|hidden|payroll|127\.20\.0\.77/);
    }
    expect(
      checkAgainstOthers(desired, [clashing], ({ project }) => project !== 'secretive'),
    ).toEqual(errors);
  });
});

describe('checkServices', () => {
  it('compares what the manifests expose', () => {
    const network = shop({
      applications: [
        backend,
        {
          ...backend,
          name: 'second',
          namespace: 'two',
          source: { kind: 'existing', services: ['my-backend'] },
        },
      ],
    });
    expect(checkServices(network, [])).toEqual([
      {
        field: 'applications[1]',
        message:
          "exposes the Service 'my-backend' of namespace 'two', and application 'my-backend' exposes one of the same name in namespace 'shop'",
        accepted: 'Services of different names, or the same Service on different clusters',
      },
    ]);
    expect(checkServices({ ...network, exposed: {} }, [])).toEqual([]);
    expect(checkServices(shop(), [])).toEqual([]);
  });
});

describe('checkServices on servers with TLS', () => {
  const servers = (['my-backend', 'twin'] as const).map(name => ({
    ...backend,
    name,
    tls: 'router' as const,
    source: { kind: 'existing' as const, services: [name] },
  }));
  const errorsOf = (applications: ResolvedDocument['applications']) =>
    checkServices({ ...shop({ applications }), deployments: { twin: 'my-backend' } }, []);

  it('refuses two with one Secret, which a Deployment is named after, too', () => {
    const errors = errorsOf(servers);
    expect(errors).toHaveLength(2);
    expect(errors[1]).toEqual({
      field: 'applications[1].tls',
      message:
        "needs the Secret skupper-tls-my-backend, which application 'my-backend' needs in the same namespace on the same cluster",
      accepted: 'another name of the application or its Deployment, or other namespaces',
    });
  });

  it('takes them apart', () => {
    expect(errorsOf([servers[0], { ...servers[1], clusters: ['cluster-2'] }])).toEqual([]);
  });
});

describe('checkServices on manifests', () => {
  const twin = { ...frontend, name: 'twin' };
  const config = (name: string, apiVersion = 'v1', kind = 'ConfigMap') => ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop' },
  });
  const errorsOf = (applications: ResolvedDocument['applications'], ...read: object[][]) =>
    checkServices(
      shop({ applications }),
      read.map((objects, index) => ({
        field: `applications[${index}].source.url`,
        objects: objects as ReturnType<typeof config>[],
      })),
    );

  it('refuses an object that two of them have in the same place, and names both', () => {
    const shared = [config('a'), config('b', 'apps/v1', 'Deployment'), config('mine')];
    expect(
      errorsOf([backend, frontend, twin], [config('a')], shared, [
        config('a'),
        config('b', 'apps/v1beta1', 'Deployment'),
        config('c'),
      ]),
    ).toEqual([
      {
        field: 'applications[2].source.url',
        message:
          "ConfigMap a, Deployment b of application 'twin' are in the manifest of application 'my-frontend' as well, in the same namespace on the same cluster",
        accepted:
          'each object in the manifest of one application, other namespaces, or other clusters',
      },
    ]);
  });

  it('says nothing of manifests that were not read', () => {
    expect(errorsOf([frontend, twin])).toEqual([]);
    expect(errorsOf([frontend, twin], [config('a')])).toEqual([]);
  });

  it('takes the same object in different places, and others of its name', () => {
    const apart = [
      { ...frontend, clusters: ['cluster-2'] },
      { ...twin, clusters: ['cluster-3'] },
      { ...twin, name: 'third', namespace: 'other' },
    ];
    expect(errorsOf(apart, [config('a')], [config('a')], [config('a')])).toEqual([]);
    expect(
      errorsOf([frontend, twin], [config('a')], [config('a', 'v1', 'ServiceAccount')]),
    ).toEqual([]);
  });
});

describe('warnings', () => {
  const withLoadBalancer = (addresses: string[], allowedSources?: string[]) =>
    shopDocument({ hub: { cluster: 'cluster-1', loadBalancer: { addresses, allowedSources } } });

  it.each([
    '10.0.0.0/8',
    '172.16.0.1-172.31.255.255',
    '192.168.1.0/24',
    '100.64.0.0/24',
    '127.0.0.0/8',
    'fd00::/8',
  ])('has nothing to say about %s', addresses => {
    expect(documentWarnings(withLoadBalancer([addresses]))).toEqual([]);
  });

  it.each([
    '8.8.8.0/24',
    '172.15.255.255-172.16.0.1',
    '192.168.255.255-192.169.0.0',
    '2001:db8::/32',
  ])('warns of the public addresses %s', addresses => {
    expect(documentWarnings(withLoadBalancer([addresses]))).toEqual([
      `hub.loadBalancer.addresses: ${addresses} is not private address space: the router of the hub could be reached from the Internet`,
    ]);
  });

  it('warns of sources that are everybody', () => {
    expect(documentWarnings(withLoadBalancer(['10.0.0.0/8'], ['10.0.0.0/8', '0.0.0.0/0']))).toEqual(
      ['hub.loadBalancer.allowedSources: 0.0.0.0/0 lets every address reach the router of the hub'],
    );
  });

  it('warns of networks through which nothing will be reachable', () => {
    expect(documentWarnings(shopDocument({ applications: [frontend] }))).toEqual([
      'applications: none is exposed, so that no service will be reachable through the network',
    ]);
  });

  it('tells what a cluster that joins by a followed selector does not get', () => {
    const { document } = shop();
    const spokes = [{ cluster: 'cluster-2' }, { selector: { region: 'eu' }, follow: true }];
    const warningsOf = (chosen: string[], more: object = {}) =>
      planWarnings({
        ...shop(),
        selection: {
          spokes: [spokes[0], { ...spokes[1], ...more }],
          clusters: [['cluster-2'], chosen],
        },
      });
    expect(document.applications?.[1]).toMatchObject({ name: 'my-frontend' });
    expect(warningsOf(['cluster-3'])).toEqual([
      'spokes[1].selector: a cluster that joins later gets the network, but not my-frontend: applications[].clusters are names',
    ]);
    // Nobody expects an application there, and nobody joins.
    expect(warningsOf(['cluster-4'])).toEqual([]);
    expect(warningsOf(['cluster-3'], { follow: false })).toEqual([]);
  });

  it('tells what was noted of manifests, in the order of the applications', () => {
    const notes = { 'my-frontend': ['b'], 'my-backend': ['a'], gone: ['c'] };
    expect(planWarnings({ ...shop(), notes })).toEqual(['a', 'b']);
    expect(planWarnings(shop())).toEqual([]);
  });
});

describe('membersOf', () => {
  it('has the hub first', () => {
    expect(membersOf(shopDocument())).toEqual(['cluster-1', 'cluster-2', 'cluster-3']);
    expect(membersOf({ type: 'application-mesh' })).toEqual([]);
  });
});
