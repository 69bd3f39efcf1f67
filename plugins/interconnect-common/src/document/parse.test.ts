import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shopDocument } from '../plan/__testUtils__/shop';
import { DocumentError, FieldError } from './errors';
import { checkNetworkName, parseNetworkDocument } from './parse';
import { networkDocumentJsonSchema } from './schema';

const [backend, frontend] = shopDocument().applications!;

function errorsOf(body: unknown, network = 'shop'): FieldError[] {
  try {
    parseNetworkDocument(body, { network });
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError);
    return (error as DocumentError).fields;
  }
  return [];
}

/** The only error of the shop's document with some changes. */
function errorOf(changes: Record<string, unknown>): FieldError {
  const errors = errorsOf({ ...shopDocument(), ...changes });
  expect(errors).toHaveLength(1);
  return errors[0];
}

const withHub = (loadBalancer: unknown) => ({ hub: { cluster: 'cluster-1', loadBalancer } });
const addresses = (...list: unknown[]) => withHub({ addresses: list });
const withBackend = (changes: object) => ({ applications: [{ ...backend, ...changes }, frontend] });

describe('parseNetworkDocument', () => {
  it("takes the seed's minimal body and the full document as they are", () => {
    const seed = { description: 'Network for Interconnect', type: 'application-mesh' };
    expect(parseNetworkDocument(seed)).toEqual(seed);
    expect(parseNetworkDocument(shopDocument(), { network: 'shop' })).toEqual(shopDocument());
  });

  it('takes what else is meant to be right', () => {
    const accepted: object[] = [
      { namespace: 'interconnect' },
      { spokes: [], applications: [] },
      addresses('10.0.0.0/24', '10.0.1.5-10.0.1.5', 'fd00::1-fd00::ff', 'fd01::/64'),
      withHub({ allowedSources: ['0.0.0.0/0', '2001:db8::/32'] }),
      withBackend({ clusters: ['cluster-1', 'cluster-3'] }),
      withBackend({ namespace: 'default', source: { kind: 'existing', services: ['a', 'b-1'] } }),
      withBackend({ name: 'a'.repeat(19) }),
    ].map(change => ({ ...shopDocument(), applications: [backend], ...change }));
    expect(accepted.map(body => errorsOf(body))).toEqual(accepted.map(() => []));
  });

  it('takes clusters by whatever name they are registered', () => {
    const cluster = 'arn:aws:eks:eu-central-1:123456789012:cluster/Store_7';
    expect(parseNetworkDocument({ type: 'application-mesh', hub: { cluster } }).hub).toEqual({
      cluster,
    });
  });

  it('tells everything that is wrong at once, shape and meaning', () => {
    const errors = errorsOf({
      type: 'mesh',
      hub: { cluster: 'cluster-1', loadBalancer: { addresses: ['300.1.1.1-10.0.0.1'], pool: 1 } },
      spokes: [{ cluster: 'cluster-1' }, { cluster: '' }],
      applications: [{ name: 'My_App', clusters: ['cluster-9'], source: { kind: 'git' } }],
      extra: true,
    });
    expect(errors.map(({ field }) => field).sort()).toEqual([
      'applications[0].clusters[0]',
      'applications[0].name',
      'applications[0].namespace',
      'applications[0].source.kind',
      'extra',
      'hub.loadBalancer.addresses[0]',
      'hub.loadBalancer.pool',
      'spokes[0].cluster',
      'spokes[1].cluster',
      'type',
    ]);
    errors.forEach(({ message, accepted }) => {
      expect(message).toBeTruthy();
      expect(accepted).toBeTruthy();
    });
  });

  it.each([
    [{ hub: 'cluster-1' }, ['hub']],
    [{ hub: null }, ['hub']],
    [{ spokes: ['cluster-2'] }, ['spokes[0]']],
  ])('%j: nobody is a stranger because a member cannot be read', (wrong, fields) => {
    const errors = errorsOf({ ...shopDocument(), ...wrong });
    expect(errors.map(({ field }) => field)).toEqual(fields);
  });

  it('shows characters of a name that cannot be seen', () => {
    const [error] = errorsOf({ ...shopDocument(), type: 'application-mesh\u200b' });
    expect(error.message).toBe("'application-mesh<U+200B>' is not accepted");
  });

  it.each([
    [undefined, '', 'is missing'],
    [null, '', 'is empty'],
    ['text', '', "is the text 'text'"],
    [[], '', 'is empty'],
    [{}, 'type', 'is missing'],
    [{ type: 'mesh' }, 'type', "'mesh' is not accepted"],
    [{ type: 5 }, 'type', 'is the number 5'],
  ])('refuses the body %j', (body, field, message) => {
    const [error] = errorsOf(body);
    expect(error).toMatchObject({ field, message });
    expect(error.accepted).toBeTruthy();
  });

  it('names the accepted fields beside an unknown one', () => {
    expect(errorOf({ hubs: {} })).toEqual({
      field: 'hubs',
      message: 'is not a known field',
      accepted: 'description, type, namespace, hub, spokes, applications',
    });
    expect(errorOf({ applications: [{ ...backend, exposed: true }] })).toEqual({
      field: 'applications[0].exposed',
      message: 'is not a known field',
      accepted: 'name, clusters, namespace, expose, tls, shortAddress, source',
    });
    expect(errorOf(withBackend({ source: { ...backend.source, path: 'x' } }))).toEqual({
      field: 'applications[0].source.path',
      message: 'is not a known field',
      accepted: 'kind, url, digest',
    });
  });

  it.each(['Shop', '-shop', 'shop-', 'a'.repeat(20), 'my.shop', 'my_shop', '', 'ü'])(
    'refuses the name %j for a network and for an application',
    name => {
      const accepted =
        "1 to 19 characters of a-z, 0-9 and '-', beginning and ending with a letter or digit";
      expect(() => checkNetworkName(name)).toThrow(accepted);
      expect(errorsOf({ type: 'application-mesh' }, name)).toEqual([
        { field: 'name', message: `'${name}' is not the name of a network`, accepted },
      ]);
      expect(errorOf(withBackend({ name }))).toMatchObject({
        field: 'applications[0].name',
        message: name ? `'${name}' is not accepted` : 'is empty',
        accepted,
      });
    },
  );

  it.each(['a', '7', 'my-shop', 'a'.repeat(19)])('takes the name %j', name => {
    expect(() => checkNetworkName(name)).not.toThrow();
  });

  it.each([
    ['10.0.0.300-10.0.0.301', "'10.0.0.300' is not an IP address"],
    ['10.0.0.1-ten', "'ten' is not an IP address"],
    ['somewhere', "'somewhere' is not a range of addresses"],
    ['10.1-10.2', "'10.1' is not an IP address"],
    ['010.0.0.1-010.0.0.2', "'010.0.0.1' is not an IP address"],
    ['10.0.0.9-10.0.0.1', 'ends before it starts'],
    ['10.0.0.1-fd00::1', 'goes from one address family to the other'],
    ['10.0.0.1-10.0.0.2-10.0.0.3', "'10.0.0.1-10.0.0.2-10.0.0.3' has more than two ends"],
    ['10.0.0.1', 'is a single address and not a range (for only this address: 10.0.0.1/32)'],
    ['fd00::1', 'is a single address and not a range (for only this address: fd00::1/128)'],
    ['10.0.0.0/33', "the prefix length '33' is not a number from 0 to 32"],
    ['10.0.0.0/', "the prefix length '' is not a number from 0 to 32"],
    ['10.0.0.5/24', 'has bits set behind its prefix (the network is 10.0.0.0/24)'],
    [' 10.0.0.0/24', "' 10.0.0.0' is not an IP address"],
    ['fe80::1%eth0-fe80::2%eth0', "'fe80::1%eth0' is not an IP address"],
  ])('refuses the addresses %j', (range, message) => {
    expect(errorOf(addresses(range))).toEqual({
      field: 'hub.loadBalancer.addresses[0]',
      message,
      accepted: "'first-last' (127.20.0.10-127.20.0.50) or a CIDR (127.20.0.0/24), IPv4 or IPv6",
    });
  });

  it('refuses addresses that are empty or overlap, and sources that are no CIDR', () => {
    expect(errorOf(withHub({ addresses: [] }))).toMatchObject({
      field: 'hub.loadBalancer.addresses',
      message: 'is empty',
    });
    expect(errorOf(addresses(''))).toMatchObject({
      field: 'hub.loadBalancer.addresses[0]',
      message: 'is empty',
    });
    expect(errorOf(addresses('10.0.0.0/24', '10.1.0.0/24', '10.0.0.255-10.0.1.1'))).toEqual({
      field: 'hub.loadBalancer.addresses[2]',
      message: "'10.0.0.255-10.0.1.1' overlaps '10.0.0.0/24'",
      accepted: 'ranges without a common address',
    });
    expect(errorOf(withHub({ allowedSources: ['10.0.0.1'] }))).toEqual({
      field: 'hub.loadBalancer.allowedSources[0]',
      message: 'is an address without a prefix length (for only this one: 10.0.0.1/32)',
      accepted: 'a CIDR: an IPv4 or IPv6 network with its prefix length (10.0.0.0/8)',
    });
    expect(errorOf(withHub({ allowedSources: ['10.0.0.0-10.0.0.9'] }))).toMatchObject({
      message: "'10.0.0.0-10.0.0.9' is not an IP address",
    });
    expect(errorOf(withHub({ allowedSources: [] }))).toMatchObject({ message: 'is empty' });
  });

  it('takes TLS with the router of what is exposed, and nothing else', () => {
    expect(errorsOf({ ...shopDocument(), ...withBackend({ tls: 'router' }) })).toEqual([]);
    expect(errorOf(withBackend({ tls: 'end-to-end' }))).toMatchObject({
      field: 'applications[0].tls',
      accepted: expect.stringMatching(/^'router' makes the routers talk TLS/),
    });
    expect(errorOf(withBackend({ tls: 'router', expose: false }))).toEqual({
      field: 'applications[0].tls',
      message: 'is there without expose: true',
      accepted: 'an application with expose: true, or without tls',
    });
    expect(errorOf(withBackend({ tls: 'router', name: 'client' }))).toEqual({
      field: 'applications[0].name',
      message:
        "'client' would give the server the Secret skupper-tls-client, which is that of clients",
      accepted: 'another name for an application with tls',
    });
    const source = { kind: 'existing', services: ['web'] };
    const twins = [
      { ...backend, source, tls: 'router' },
      { ...backend, source, name: 'twin', clusters: ['cluster-2'] },
    ];
    expect(errorOf({ applications: twins })).toMatchObject({
      field: 'applications[1].tls',
      message:
        "is another one than that of application 'my-backend', which exposes the Service 'web' too",
    });
  });

  it('takes a short address that is left to another network, of what is exposed', () => {
    for (const shortAddress of [true, false]) {
      expect(errorsOf({ ...shopDocument(), ...withBackend({ shortAddress }) })).toEqual([]);
    }
    expect(errorOf(withBackend({ shortAddress: false, expose: false }))).toEqual({
      field: 'applications[0].shortAddress',
      message: 'is false without expose: true',
      accepted: 'an application with expose: true, or without shortAddress',
    });
    const inside = { namespace: 'interconnect', ...withBackend({ shortAddress: false }) };
    expect(errorOf(inside)).toEqual({
      field: 'applications[0].shortAddress',
      message:
        "is false, but in the namespace 'interconnect' the network's own addresses are the short ones",
      accepted: 'true, or another namespace of the network',
    });
    const source = { kind: 'existing', services: ['web'] };
    const twin = { ...backend, source, name: 'twin', clusters: ['cluster-2'] };
    const twins = (shortAddress: boolean) => ({
      applications: [{ ...backend, source, shortAddress }, twin],
    });
    expect(errorsOf({ ...shopDocument(), ...twins(true) })).toEqual([]);
    expect(errorOf(twins(false))).toMatchObject({ field: 'applications[1].shortAddress' });
  });

  it('refuses a spoke that is the hub, and a member that is there twice', () => {
    expect(
      errorOf({
        spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }, { cluster: 'cluster-1' }],
      }),
    ).toEqual({
      field: 'spokes[2].cluster',
      message: "'cluster-1' is the hub already",
      accepted: 'a cluster that is a member only once',
    });
    expect(
      errorOf({
        spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }, { cluster: 'cluster-2' }],
      }),
    ).toEqual({
      field: 'spokes[2].cluster',
      message: "'cluster-2' is spokes[0] already",
      accepted: 'a cluster that is a member only once',
    });
    expect(
      errorOf({ spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }, { cluster: ' ' }] }),
    ).toMatchObject({
      field: 'spokes[2].cluster',
      accepted: 'the name of a registered cluster',
    });
  });

  it('refuses spokes and applications without a hub', () => {
    const accepted = 'a document with a hub, or without spokes and applications';
    expect(errorsOf({ ...shopDocument(), hub: undefined })).toEqual([
      { field: 'spokes', message: 'are there without a hub', accepted },
      { field: 'applications', message: 'are there without a hub', accepted },
    ]);
  });

  it('refuses applications on clusters that are no members, on none, or twice on one', () => {
    expect(errorOf(withBackend({ clusters: ['cluster-1', 'cluster-9'] }))).toEqual({
      field: 'applications[0].clusters[1]',
      message: "'cluster-9' is not a member of the network",
      accepted: 'one of cluster-1, cluster-2, cluster-3',
    });
    expect(errorOf(withBackend({ clusters: [] }))).toMatchObject({
      field: 'applications[0].clusters',
      message: 'is empty',
    });
    expect(errorOf(withBackend({ clusters: ['cluster-1', 'cluster-1'] }))).toMatchObject({
      field: 'applications[0].clusters[1]',
      message: "'cluster-1' stands there twice",
    });
  });

  it('refuses two applications of one name', () => {
    expect(errorOf(withBackend({ name: 'my-frontend' }))).toEqual({
      field: 'applications[1].name',
      message: "'my-frontend' is the name of applications[0] already",
      accepted: 'a name that no other application of the network has',
    });
  });

  it('refuses namespaces that cannot be', () => {
    expect(errorOf({ namespace: 'Shop' })).toMatchObject({
      field: 'namespace',
      message: "'Shop' is not accepted",
    });
    expect(errorOf(withBackend({ namespace: 'a'.repeat(64) }))).toMatchObject({
      field: 'applications[0].namespace',
    });
    expect(errorOf(withBackend({ namespace: 'interconnect-shop' }))).toMatchObject({
      field: 'applications[0].namespace',
      message: "'interconnect-shop' is the namespace of the network itself",
    });
    expect(errorOf({ namespace: 'mesh', ...withBackend({ namespace: 'mesh' }) })).toMatchObject({
      field: 'applications[0].namespace',
      message: "'mesh' is the namespace of the network itself",
    });
  });

  it('refuses sources that say too little', () => {
    const source = (value: unknown) => errorOf(withBackend({ source: value }));
    expect(source({ kind: 'manifests', url: ' ' })).toMatchObject({
      field: 'applications[0].source.url',
    });
    expect(source({ kind: 'manifests', url: '' })).toMatchObject({ message: 'is empty' });
    expect(source({ kind: 'existing', services: [] })).toMatchObject({
      field: 'applications[0].source.services',
      message: 'is empty',
    });
    expect(source({ kind: 'existing', services: ['a', '1a'] })).toMatchObject({
      field: 'applications[0].source.services[1]',
      message: "'1a' is not accepted",
    });
    expect(source({ kind: 'existing', services: ['a', 'a'] })).toMatchObject({
      field: 'applications[0].source.services[1]',
      message: "'a' stands there twice",
    });
    expect(source({ kind: 'git' })).toMatchObject({
      field: 'applications[0].source.kind',
      message: "'git' is not accepted",
      accepted:
        "'existing' (deployed by other means) or 'manifests' (YAML that is applied) or 'helm' (a chart that is rendered)",
    });
    expect(source({})).toMatchObject({
      field: 'applications[0].source.kind',
      message: 'is missing',
    });
    expect(source(undefined)).toMatchObject({
      field: 'applications[0].source',
      message: 'is missing',
    });
  });

  it('refuses two applications that expose Services of one name', () => {
    const existing = (name: string, namespace: string, clusters: string[]) => ({
      name,
      namespace,
      clusters,
      expose: true,
      source: { kind: 'existing', services: ['web'] },
    });
    expect(
      errorOf({
        applications: [existing('one', 'a', ['cluster-1']), existing('two', 'b', ['cluster-2'])],
      }),
    ).toMatchObject({
      field: 'applications[1]',
      message:
        "exposes the Service 'web' of namespace 'b', and application 'one' exposes one of the same name in namespace 'a'",
    });
    const shared = [existing('one', 'a', ['cluster-1']), existing('two', 'a', ['cluster-2'])];
    expect(errorsOf({ ...shopDocument(), applications: shared })).toEqual([]);
    expect(
      errorOf({ applications: [shared[0], { ...shared[1], clusters: ['cluster-1'] }] }),
    ).toMatchObject({ field: 'applications[1]' });
  });

  it('is an InputError that says everything in its message', () => {
    const parse = () => parseNetworkDocument({ type: 'mesh', extra: 1 });
    expect(parse).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message:
          "type: 'mesh' is not accepted (accepted: 'application-mesh'); extra: is not a known field (accepted: description, type, namespace, hub, spokes, applications)",
      }),
    );
  });
});

describe('networkDocumentJsonSchema', () => {
  it('is the one in the package for people and editors', () => {
    const file = join(__dirname, '../../network-document.schema.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(networkDocumentJsonSchema);
  });

  it('describes the document for other tools', () => {
    expect(networkDocumentJsonSchema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'NetworkDocument',
      type: 'object',
      required: ['type'],
      additionalProperties: false,
      properties: {
        type: { const: 'application-mesh' },
        hub: { required: ['cluster'], additionalProperties: false },
        applications: { items: { required: ['name', 'clusters', 'namespace', 'source'] } },
      },
    });
  });
});
