import { errorsOf, rule } from './__testUtils__/tenancy';
import { Limits } from './types';

const withLoadBalancer = (
  limits: Partial<Limits>,
  loadBalancer: { addresses?: string[]; allowedSources?: string[] } | undefined,
) =>
  errorsOf(limits, {
    hub: { cluster: 'cluster-1', ...(loadBalancer && { loadBalancer }) },
    spokes: [],
    applications: [],
  });
const pool = (limits: Partial<Limits>, ...addresses: string[]) =>
  withLoadBalancer(limits, { addresses, allowedSources: ['10.0.0.0/8'] });
const sources = (limits: Partial<Limits>, ...allowedSources: string[]) =>
  withLoadBalancer(limits, { allowedSources });

const privateOnes = [
  '10.0.0.0/8',
  '172.31.255.0/24',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  'fd00::/8',
  '::1/128',
];
const others = [
  '11.0.0.0/24',
  '9.255.255.0/24',
  '172.32.0.0/24',
  '192.0.0.0/8',
  '100.128.0.0/10',
  '169.254.169.254/32',
  '0.0.0.0/8',
  '224.0.0.0/4',
  '2001:db8::/32',
  'fe80::/10',
  '::ffff:0:0/96',
];

describe('pools', () => {
  it('may be absent, and private', () => {
    expect(withLoadBalancer({}, { allowedSources: ['10.0.0.0/8'] })).toEqual([]);
    expect(pool({}, ...privateOnes, '10.0.0.1-10.0.0.9')).toEqual([]);
  });

  it.each([...others, '0.0.0.0/0', '::/0', '10.255.255.255-11.0.0.0'])(
    '%s is not private',
    text => {
      const [error, ...more] = pool({}, '10.0.0.0/24', text);
      expect(more).toEqual([]);
      expect(error.field).toBe('hub.loadBalancer.addresses[1]');
      expect(error.message).toContain(`'${text}' `);
      expect(error.message).toContain(rule('loadBalancer.addresses'));
    },
  );

  it('are what the configuration says, neighbouring ranges put together', () => {
    const limits = { addresses: ['203.0.113.64/26', '203.0.113.128-203.0.113.200'] };
    expect(pool(limits, '203.0.113.100-203.0.113.150')).toEqual([]);
    expect(pool(limits, '203.0.113.100-203.0.113.201')).toHaveLength(1);
    expect(pool(limits, '203.0.113.63-203.0.113.64')).toHaveLength(1);
    expect(pool(limits, '10.0.0.0/24')).toHaveLength(1);
  });
});

describe('allowed sources', () => {
  it('may be private', () => {
    expect(sources({}, ...privateOnes)).toEqual([]);
  });

  it.each([...others])('%s are not private', text => {
    const [error, ...more] = sources({}, '10.0.0.0/24', text);
    expect(more).toEqual([]);
    expect(error.field).toBe('hub.loadBalancer.allowedSources[1]');
    expect(error.message).toContain(rule('loadBalancer.allowedSources'));
  });

  it.each([[undefined], [{}], [{ addresses: ['10.0.0.0/24'] }]])(
    'are missing in %j',
    loadBalancer => {
      expect(withLoadBalancer({}, loadBalancer)).toEqual([
        expect.objectContaining({
          field: 'hub.loadBalancer.allowedSources',
          message: `is missing, so that every address could reach the router of the hub ${rule('loadBalancer.allowedSources')}`,
        }),
      ]);
    },
  );

  it.each([
    ['IPv4', ['0.0.0.0/0']],
    ['IPv4', ['0.0.0.0/1', '128.0.0.0/1']],
    ['IPv4', ['128.0.0.0/1', '10.0.0.0/8', '0.0.0.0/2', '64.0.0.0/2']],
    ['IPv6', ['::/0']],
    ['IPv6', ['8000::/1', '::/1']],
  ])('let every %s address in as %j', (family, ranges) => {
    const limits = { allowedSources: ['10.0.0.0/8', '0.0.0.0/1', '128.0.0.0/2', '::/1'] };
    for (const rules of [{}, limits]) {
      expect(sources(rules, ...ranges)).toEqual([
        expect.objectContaining({
          field: 'hub.loadBalancer.allowedSources',
          message: `lets every ${family} address reach the router of the hub ${rule('loadBalancer.allowedSources')}`,
        }),
      ]);
    }
  });

  it('may be all addresses, and absent, where the configuration says so', () => {
    const limits = { allowedSources: ['0.0.0.0/1', '128.0.0.0/1', '::/0'] };
    expect(sources(limits, '0.0.0.0/0', '::/0')).toEqual([]);
    expect(withLoadBalancer(limits, undefined)).toEqual([]);
    const ipv4 = { allowedSources: ['0.0.0.0/0'] };
    expect(sources(ipv4, '0.0.0.0/0')).toEqual([]);
    expect(sources(ipv4, '::/0')).toHaveLength(1);
    expect(withLoadBalancer(ipv4, undefined)).toHaveLength(1);
  });

  it('leaves to the document what is no range, and asks nothing of a network without a hub', () => {
    expect(sources({}, 'nonsense', '10.0.0.0/8')).toEqual([]);
    expect(errorsOf({}, { hub: undefined, spokes: undefined, applications: undefined })).toEqual(
      [],
    );
  });
});
