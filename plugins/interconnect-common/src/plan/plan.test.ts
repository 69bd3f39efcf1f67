import { applyStep, startStep } from './applied';
import { planDigest } from './digest';
import { plan } from './plan';
import { shop, shopDocument } from './__testUtils__/shop';
import { standing } from './__testUtils__/standing';
import { AppliedNetwork, Plan } from './types';

const [backend, frontend] = shopDocument().applications!;

/** "apply id <- needs ~ after", for comparison as a whole. */
function lines({ steps }: Plan): string[] {
  return steps.map(({ action, id, needs, after }) =>
    [action, id, '<-', ...needs, ...(after ? ['~', ...after] : [])].join(' '),
  );
}

function half(applied: AppliedNetwork, ...ids: string[]): AppliedNetwork {
  return ids.reduce(
    (state, id) => ({ ...state, [id]: { ...state[id], state: 'partial' as const } }),
    applied,
  );
}

describe('plan', () => {
  it('creates a network in the order of the story, with an arrow only where one step really needs the other', () => {
    const created = plan({}, shop());
    expect(created.operation).toBe('create');
    expect(lines(created)).toEqual([
      'apply createNetwork@cluster-1 <-',
      'apply deployLoadBalancer@cluster-1 <- createNetwork@cluster-1',
      'apply deploySkupper@cluster-1 <- deployLoadBalancer@cluster-1',
      'apply deploySkupper@cluster-2 <- createNetwork@cluster-1',
      'apply deploySkupper@cluster-3 <- createNetwork@cluster-1',
      'apply deployApplication:my-backend@cluster-1 <- deploySkupper@cluster-1',
      'apply publishServices@cluster-1 <- deploySkupper@cluster-1 ~ deployApplication:my-backend@cluster-1',
      'apply linkSpoke@cluster-2 <- deploySkupper@cluster-1 deploySkupper@cluster-2',
      'apply publishServices@cluster-2 <- linkSpoke@cluster-2 ~ deployApplication:my-backend@cluster-1',
      'apply linkSpoke@cluster-3 <- deploySkupper@cluster-1 deploySkupper@cluster-3',
      'apply publishServices@cluster-3 <- linkSpoke@cluster-3 ~ deployApplication:my-backend@cluster-1',
      'apply deployApplication:my-frontend@cluster-2 <- linkSpoke@cluster-2 ~ publishServices@cluster-2',
      'apply deployApplication:my-frontend@cluster-3 <- linkSpoke@cluster-3 ~ publishServices@cluster-3',
      expect.stringMatching(
        /^apply verify <- deployApplication:my-backend@cluster-1 publishServices@cluster-1 .* deployApplication:my-frontend@cluster-3$/,
      ),
    ]);
    expect(created.addresses).toEqual([
      'http://my-backend.interconnect-shop.svc.cluster.local:8080',
      'http://my-backend.interconnect.svc.cluster.local:8080',
    ]);
    expect(created.warnings).toEqual([]);
  });

  it('with TLS lets everything that gets a certificate wait for the authority on the hub, and nothing else', () => {
    const [server, client] = shopDocument().applications!;
    const spokeServer = { ...server, clusters: ['cluster-2'], tls: 'router' as const };
    const secured = plan({}, shop({ applications: [spokeServer, client] }));
    const [hub] = secured.steps.filter(({ id }) => id === 'deploySkupper@cluster-1');
    expect(hub.input).toMatchObject({ role: 'hub', tls: true });
    expect(lines(secured).filter(line => line.includes('deployApplication:'))).toEqual(
      expect.arrayContaining([
        'apply deployApplication:my-backend@cluster-2 <- deploySkupper@cluster-2 deploySkupper@cluster-1',
        'apply deployApplication:my-frontend@cluster-3 <- linkSpoke@cluster-3 deploySkupper@cluster-1 ~ publishServices@cluster-3',
      ]),
    );
    expect(secured.addresses).toContain('https://my-backend.interconnect.svc.cluster.local:8080');
    expect(secured.steps.flatMap(({ input }) => ('tls' in input ? [input.tls] : []))).toEqual([
      true,
      { role: 'server', hub: 'cluster-1' },
      { role: 'client', hub: 'cluster-1' },
      { role: 'client', hub: 'cluster-1' },
    ]);
    expect(JSON.stringify(plan({}, shop()))).not.toContain('tls');
  });

  it('names the Secret of a server after its Deployment, where that has another name', () => {
    const [server, client] = shopDocument().applications!;
    const asked = shop({ applications: [{ ...server, tls: 'router' }, client] });
    const named = plan(standing(asked), { ...asked, deployments: { 'my-backend': 'server' } });
    const [step] = named.steps.filter(({ kind }) => kind === 'deployApplication');
    expect(step).toMatchObject({
      id: 'deployApplication:my-backend@cluster-1',
      input: { tls: { role: 'server', hub: 'cluster-1', deployment: 'server' } },
    });
  });

  it('plans again for TLS the hub, the applications and what publishes them', () => {
    const [server, client] = shopDocument().applications!;
    const before = standing(shop());
    const after = shop({ applications: [{ ...server, tls: 'router' }, client] });
    expect(lines(plan(before, after)).map(line => line.split(' ')[1])).toEqual([
      'deploySkupper@cluster-1',
      'deployApplication:my-backend@cluster-1',
      'publishServices@cluster-1',
      'publishServices@cluster-2',
      'publishServices@cluster-3',
      'deployApplication:my-frontend@cluster-2',
      'deployApplication:my-frontend@cluster-3',
      'verify',
    ]);
  });

  it('publishes again without the short address when it is left to another network', () => {
    const [server, client] = shopDocument().applications!;
    const after = shop({ applications: [{ ...server, shortAddress: false }, client] });
    const changed = plan(standing(shop()), after);
    expect(changed.steps.map(({ summary }) => summary)).toEqual([
      "cluster-1: deploy my-backend in namespace shop and expose its services, at the network's own addresses only (update)",
      'cluster-1: publish the exposed services (update)',
      'cluster-2: publish the exposed services (update)',
      'cluster-3: publish the exposed services (update)',
      'check that all 3 members are ready',
    ]);
    expect(changed.addresses).toEqual([
      'http://my-backend.interconnect-shop.svc.cluster.local:8080',
    ]);
    const same = shop({ applications: [{ ...server, shortAddress: true }, client] });
    expect(plan(standing(shop()), same).steps).toEqual([]);
  });

  it('says in one line what each step does', () => {
    expect(plan({}, shop()).steps.map(({ summary }) => summary)).toEqual([
      'cluster-1: create network shop in namespace interconnect-shop',
      'cluster-1: load balancer with addresses 127.20.0.10-127.20.0.50',
      'cluster-1: Skupper as hub',
      'cluster-2: Skupper as spoke',
      'cluster-3: Skupper as spoke',
      'cluster-1: deploy my-backend in namespace shop and expose its services',
      'cluster-1: publish the exposed services',
      'cluster-2: link to hub cluster-1',
      'cluster-2: publish the exposed services',
      'cluster-3: link to hub cluster-1',
      'cluster-3: publish the exposed services',
      'cluster-2: deploy my-frontend in namespace shop',
      'cluster-3: deploy my-frontend in namespace shop',
      'check that all 3 members are ready',
    ]);
    expect(plan(standing(shop()), undefined).steps.map(({ summary }) => summary)).toEqual(
      expect.arrayContaining([
        'cluster-1: withdraw the exposed services',
        'cluster-2: remove my-frontend from namespace shop',
        'cluster-2: remove link to hub cluster-1',
        "cluster-2: remove the network's Skupper site",
        "cluster-1: remove the network's load balancer",
        'cluster-1: remove network shop and namespace interconnect-shop',
      ]),
    );
  });

  it("plans the seed's minimal body as nothing to do", () => {
    const minimal = { ...shop(), document: { type: 'application-mesh' as const } };
    expect(plan({}, minimal)).toEqual({
      operation: 'create',
      steps: [],
      addresses: [],
      warnings: [],
    });
  });

  it('adds a spoke without touching the others', () => {
    const spokes = [...shopDocument().spokes!, { cluster: 'cluster-4' }];
    expect(lines(plan(standing(shop()), shop({ spokes })))).toEqual([
      'apply deploySkupper@cluster-4 <-',
      'apply linkSpoke@cluster-4 <- deploySkupper@cluster-4',
      'apply publishServices@cluster-4 <- linkSpoke@cluster-4',
      'apply verify <- publishServices@cluster-4',
    ]);
  });

  it('removes a spoke: its client, its link, its Skupper', () => {
    const next = shop({
      spokes: [{ cluster: 'cluster-3' }],
      applications: [backend, { ...frontend, clusters: ['cluster-3'] }],
    });
    expect(lines(plan(standing(shop()), next))).toEqual([
      'remove deployApplication:my-frontend@cluster-2 <-',
      'remove publishServices@cluster-2 <- ~ deployApplication:my-frontend@cluster-2',
      'remove linkSpoke@cluster-2 <- deployApplication:my-frontend@cluster-2 publishServices@cluster-2',
      'remove deploySkupper@cluster-2 <- linkSpoke@cluster-2',
      'apply verify <- deploySkupper@cluster-2',
    ]);
  });

  it('publishes again when a server is added, and touches no link', () => {
    const second = { ...backend, name: 'second', clusters: ['cluster-3'] };
    const next = shop({ applications: [backend, frontend, second] });
    expect(lines(plan(standing(shop()), next))).toEqual([
      'apply deployApplication:second@cluster-3 <-',
      'apply publishServices@cluster-1 <- ~ deployApplication:second@cluster-3',
      'apply publishServices@cluster-2 <- ~ deployApplication:second@cluster-3',
      'apply publishServices@cluster-3 <- ~ deployApplication:second@cluster-3',
      'apply verify <- deployApplication:second@cluster-3 publishServices@cluster-1 publishServices@cluster-2 publishServices@cluster-3',
    ]);
  });

  it('removes a server once its services are withdrawn, or cannot be', () => {
    expect(lines(plan(standing(shop()), shop({ applications: [frontend] })))).toEqual([
      'remove publishServices@cluster-1 <-',
      'remove publishServices@cluster-2 <-',
      'remove publishServices@cluster-3 <-',
      'remove deployApplication:my-backend@cluster-1 <- ~ publishServices@cluster-1 publishServices@cluster-2 publishServices@cluster-3',
      'apply verify <- publishServices@cluster-1 publishServices@cluster-2 publishServices@cluster-3 deployApplication:my-backend@cluster-1',
    ]);
  });

  it('turns a server into a client when it is no longer exposed', () => {
    const next = shop({ applications: [{ ...backend, clusters: ['cluster-2'], expose: false }] });
    const before = shop({ applications: [{ ...backend, clusters: ['cluster-2'] }] });
    expect(
      lines(plan(standing(before), next))
        .slice(0, -1)
        .sort(),
    ).toEqual([
      'apply deployApplication:my-backend@cluster-2 <-',
      'remove publishServices@cluster-1 <-',
      'remove publishServices@cluster-2 <-',
      'remove publishServices@cluster-3 <-',
    ]);
  });

  it('withdraws the services of a former server before it removes it, also after a rollout that failed in between', () => {
    const publisher = 'publishServices@cluster-1';
    const former = shop({ applications: [{ ...backend, expose: false }] });
    const applied = { ...standing(former), [publisher]: standing(shop())[publisher] };
    const removal = plan(applied, shop({ applications: [] }));
    expect(lines(removal)).toEqual([
      'remove publishServices@cluster-1 <-',
      'remove deployApplication:my-backend@cluster-1 <- ~ publishServices@cluster-1',
      'apply verify <- publishServices@cluster-1 deployApplication:my-backend@cluster-1',
    ]);
  });

  it('renames an application: the old one goes first, and what is published stays', () => {
    const renamed = shop({ applications: [{ ...backend, name: 'api' }, frontend] });
    expect(lines(plan(standing(shop()), renamed))).toEqual([
      'remove deployApplication:my-backend@cluster-1 <-',
      'apply deployApplication:api@cluster-1 <- deployApplication:my-backend@cluster-1',
      'apply publishServices@cluster-1 <- ~ deployApplication:api@cluster-1',
      'apply publishServices@cluster-2 <- ~ deployApplication:api@cluster-1',
      'apply publishServices@cluster-3 <- ~ deployApplication:api@cluster-1',
      'apply verify <- deployApplication:api@cluster-1 publishServices@cluster-1 publishServices@cluster-2 publishServices@cluster-3',
    ]);
  });

  it('takes a Service of the same name for a replacement too, as far as it is known', () => {
    const id = 'deployApplication:my-backend@cluster-1';
    const exposed = [
      { application: 'my-backend', cluster: 'cluster-1', namespace: 'shop', name: 'web', port: 80 },
    ];
    const applied = { ...standing(shop()), [id]: { ...standing(shop())[id], exposed } };
    const replacing = (service: string) =>
      shop({
        applications: [
          { ...backend, name: 'api', source: { kind: 'existing', services: [service] } },
          frontend,
        ],
      });
    expect(lines(plan(applied, replacing('web'))).slice(0, 2)).toEqual([
      `remove ${id} <-`,
      `apply deployApplication:api@cluster-1 <- ${id}`,
    ]);
    expect(lines(plan(applied, replacing('other')))[0]).toBe(
      'apply deployApplication:api@cluster-1 <-',
    );
  });

  it('links spokes also when nothing is exposed, and then publishes nothing', () => {
    const ids = plan({}, shop({ applications: [frontend] })).steps.map(({ id }) => id);
    expect(ids).toContain('linkSpoke@cluster-2');
    expect(ids).not.toContain('publishServices@cluster-1');
  });

  it('lets a client on the hub wait for the published services', () => {
    const next = shop({ applications: [backend, { ...frontend, clusters: ['cluster-1'] }] });
    expect(lines(plan({}, next))).toContain(
      'apply deployApplication:my-frontend@cluster-1 <- deploySkupper@cluster-1 ~ publishServices@cluster-1',
    );
    const alone = shop({ applications: [{ ...frontend, clusters: ['cluster-1'] }] });
    expect(lines(plan({}, alone))).toContain(
      'apply deployApplication:my-frontend@cluster-1 <- deploySkupper@cluster-1',
    );
  });

  it('does again what was left half done, and only that', () => {
    const applied = half(standing(shop()), 'deploySkupper@cluster-2', 'linkSpoke@cluster-2');
    const update = plan(applied, shop());
    expect(update.operation).toBe('update');
    expect(lines(update)).toEqual([
      'apply deploySkupper@cluster-2 <-',
      'apply linkSpoke@cluster-2 <- deploySkupper@cluster-2',
      'apply verify <- linkSpoke@cluster-2',
    ]);
    expect(update.steps[1].summary).toBe('cluster-2: link to hub cluster-1 (repeat)');
  });

  it('repairs by applying everything again, in the order of need, whatever is applied', () => {
    const repair = plan(standing(shop()), shop(), { operation: 'repair' });
    expect(repair.operation).toBe('repair');
    expect(lines(repair)).toEqual(lines(plan({}, shop())));
    expect(repair.addresses).toEqual(plan({}, shop()).addresses);
  });

  it('says of each step of a repair what it is after what was done of it', () => {
    const changed = {
      ...shop(),
      manifests: { ...shop().manifests, './examples/my-frontend.yaml': 'new' },
    };
    const { 'linkSpoke@cluster-3': _never, ...rest } = half(
      standing(shop()),
      'linkSpoke@cluster-2',
    );
    const { steps } = plan(rest, changed, { operation: 'repair' });
    expect(steps.map(({ summary }) => summary)).toEqual([
      'cluster-1: create network shop in namespace interconnect-shop (repair)',
      'cluster-1: load balancer with addresses 127.20.0.10-127.20.0.50 (repair)',
      'cluster-1: Skupper as hub (repair)',
      'cluster-2: Skupper as spoke (repair)',
      'cluster-3: Skupper as spoke (repair)',
      'cluster-1: deploy my-backend in namespace shop and expose its services (repair)',
      'cluster-1: publish the exposed services (repair)',
      'cluster-2: link to hub cluster-1 (repeat)',
      'cluster-2: publish the exposed services (repair)',
      'cluster-3: link to hub cluster-1',
      'cluster-3: publish the exposed services (repair)',
      'cluster-2: deploy my-frontend in namespace shop (update)',
      'cluster-3: deploy my-frontend in namespace shop (update)',
      'check that all 3 members are ready',
    ]);
  });

  it('removes in a repair what stands and is not asked for', () => {
    const next = shop({
      spokes: [{ cluster: 'cluster-3' }],
      applications: [
        { ...backend, name: 'api' },
        { ...frontend, clusters: ['cluster-3'] },
      ],
    });
    const former = 'deployApplication:my-backend@cluster-1';
    const repair = lines(plan(standing(shop()), next, { operation: 'repair' }));
    expect(repair[0]).toBe(`remove ${former} <-`);
    expect(repair).toContain(
      `apply deployApplication:api@cluster-1 <- ${former} deploySkupper@cluster-1`,
    );
    expect(repair.slice(-5)).toEqual([
      'remove deployApplication:my-frontend@cluster-2 <-',
      'remove publishServices@cluster-2 <- ~ deployApplication:my-frontend@cluster-2',
      'remove linkSpoke@cluster-2 <- deployApplication:my-frontend@cluster-2 publishServices@cluster-2',
      'remove deploySkupper@cluster-2 <- linkSpoke@cluster-2',
      expect.stringMatching(/^apply verify <- .*deploySkupper@cluster-2/),
    ]);
    expect(repair.filter(line => line.startsWith('apply linkSpoke'))).toEqual([
      'apply linkSpoke@cluster-3 <- deploySkupper@cluster-1 deploySkupper@cluster-3',
    ]);
  });

  it('waits through steps that are not in the plan for those behind them', () => {
    const applied = half(standing(shop()), 'deploySkupper@cluster-2');
    const changed = {
      ...shop(),
      manifests: { ...shop().manifests, './examples/my-frontend.yaml': 'new' },
    };
    expect(lines(plan(applied, changed))).toEqual([
      'apply deploySkupper@cluster-2 <-',
      'apply deployApplication:my-frontend@cluster-2 <- deploySkupper@cluster-2',
      'apply deployApplication:my-frontend@cluster-3 <-',
      'apply verify <- deployApplication:my-frontend@cluster-2 deployApplication:my-frontend@cluster-3',
    ]);
  });

  it('applies the server and everything that publishes it again when its manifest has changed', () => {
    const changed = {
      ...shop(),
      manifests: { ...shop().manifests, './examples/my-backend.yaml': 'new' },
    };
    const update = plan(standing(shop()), changed);
    expect(update.operation).toBe('update');
    expect(update.steps.map(({ id }) => id)).toEqual([
      'deployApplication:my-backend@cluster-1',
      'publishServices@cluster-1',
      'publishServices@cluster-2',
      'publishServices@cluster-3',
      'verify',
    ]);
    expect(update.steps[0].summary).toContain('(update)');
  });

  it('does not mind the order of Services, clusters and applications', () => {
    const existing = (services: string[]) =>
      shop({
        applications: [{ ...backend, source: { kind: 'existing', services } }, frontend],
      });
    expect(plan(standing(existing(['a', 'b'])), existing(['b', 'a'])).steps).toEqual([]);
    const turned = shop({
      applications: [{ ...frontend, clusters: ['cluster-3', 'cluster-2'] }, backend],
    });
    expect(plan(standing(shop()), turned).steps).toEqual([]);
  });

  it('knows the addresses of existing Services from when they were last applied', () => {
    const network = shop({
      namespace: 'interconnect',
      applications: [{ ...backend, source: { kind: 'existing', services: ['api'] } }],
    });
    expect(plan({}, network).addresses).toEqual([]);
    const id = 'deployApplication:my-backend@cluster-1';
    const step = plan({}, network).steps.find(one => one.id === id)!;
    const exposed = [
      { application: 'my-backend', cluster: 'cluster-1', namespace: 'shop', name: 'api', port: 80 },
    ];
    expect(plan(applyStep({}, step, { exposed }), network).addresses).toEqual([
      'http://api.interconnect.svc.cluster.local:80',
    ]);
  });

  it('throws when a manifest was not read', () => {
    expect(() => plan({}, { ...shop(), manifests: {} })).toThrow(
      "the manifest './examples/my-backend.yaml' has not been read",
    );
  });

  it('rolls back from the middle: back to what was there, with what was started taken away', () => {
    const spokes = [...shopDocument().spokes!, { cluster: 'cluster-4' }];
    const [skupper, link] = plan(standing(shop()), shop({ spokes })).steps;
    let applied = applyStep(startStep(standing(shop()), skupper), skupper);
    applied = startStep(applied, link);
    expect(lines(plan(applied, shop()))).toEqual([
      'remove linkSpoke@cluster-4 <-',
      'remove deploySkupper@cluster-4 <- linkSpoke@cluster-4',
      'apply verify <- deploySkupper@cluster-4',
    ]);
  });

  it('plans a thousand spokes', () => {
    const spokes = Array.from({ length: 1000 }, (_, i) => ({ cluster: `store-${i}` }));
    const clusters = spokes.map(({ cluster }) => cluster);
    const large = shop({ spokes, applications: [backend, { ...frontend, clusters }] });
    const standingLarge = standing(large);
    const plans = [
      plan({}, large),
      plan(standingLarge, large),
      plan(standingLarge, undefined),
      plan(standingLarge, large, { operation: 'repair' }),
    ];
    expect(plans.map(({ steps }) => steps.length)).toEqual([4006, 0, 4005, 4006]);
    expect(new Set(plans.map(planDigest)).size).toBe(3);
  });
});
