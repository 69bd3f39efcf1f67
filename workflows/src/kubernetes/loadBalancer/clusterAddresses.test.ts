import type { ClusterClient } from '../client';
import { refuseClusterAddresses } from './clusterAddresses';

const object = (kind: string, name: string, fields: object) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...fields,
});

const lists: Record<string, object[]> = {
  Node: [
    object('Node', 'a', {
      spec: { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24', 'fd00:244::/64'] },
      status: {
        addresses: [
          { type: 'InternalIP', address: '192.168.1.30' },
          { type: 'ExternalIP', address: '203.0.113.30' },
          { type: 'Hostname', address: 'a' },
        ],
      },
    }),
    object('Node', 'new', {}),
  ],
  ServiceCIDR: [object('ServiceCIDR', 'kubernetes', { spec: { cidrs: ['10.96.0.0/16'] } })],
  Service: [
    object('Service', 'headless', { spec: { clusterIPs: ['None'] } }),
    object('Service', 'older', {
      spec: { clusterIPs: ['10.97.0.1'], externalIPs: ['192.168.1.40'] },
    }),
    object('Service', 'out', {}),
  ],
};

function refused(pool: string, server = 'https://192.168.1.20:6443') {
  const client = {
    cluster: 'cluster-1',
    server,
    list: async ({ kind }: { kind: string }) => lists[kind],
  } as unknown as ClusterClient;
  return refuseClusterAddresses(client, ['192.168.1.200-192.168.1.210', pool]);
}

it.each([
  ['192.168.1.10-192.168.1.20', '192.168.1.20, the API server'],
  ['192.168.1.24/29', '192.168.1.30, the InternalIP of Node a'],
  ['203.0.113.0/24', '203.0.113.30, the ExternalIP of Node a'],
  ['10.0.0.0/8', '10.244.0.0/24, for pods of Node a'],
  ['fd00:244::10-fd00:244::20', 'fd00:244::/64, for pods of Node a'],
  ['192.168.1.1-192.168.1.9', '192.168.1.1, probably the gateway of Node a'],
  ['192.168.1.250-192.168.1.254', '192.168.1.254, probably the gateway of Node a'],
  ['10.96.3.0/30', '10.96.0.0/16, for ClusterIPs'],
  ['10.97.0.0/24', '10.97.0.1, the ClusterIP of Service older'],
  ['192.168.1.40/32', '192.168.1.40, an external IP of Service older'],
])('refuses the pool %s', async (pool, what) => {
  await expect(refused(pool)).rejects.toMatchObject({
    type: 'InvalidInput',
    nonRetryable: true,
    message:
      `hub.loadBalancer.addresses: ${pool} overlaps ${what} on cluster-1 ` +
      `(accepted: addresses that nothing else uses)`,
  });
});

it('refuses the address of an API server in IPv6', async () => {
  await expect(refused('fd00::/120', 'https://[fd00::1]:6443')).rejects.toThrow(
    'fd00::/120 overlaps fd00::1, the API server on cluster-1',
  );
});

it.each(['https://api.example.com:6443', 'http://localhost', 'not a url', ''])(
  'accepts a pool that nothing uses, with the API server at %s',
  server => expect(refused('192.168.1.100-192.168.1.120', server)).resolves.toBeUndefined(),
);

it('refuses a pool of which no Service can get an address', async () => {
  const refusedOn = (cidrs: string[], pool: string[]) => {
    const shown: Record<string, object[]> = {
      ServiceCIDR: [object('ServiceCIDR', 'kubernetes', { spec: { cidrs } })],
    };
    const client = {
      cluster: 'cluster-1',
      server: 'https://api.example.com:6443',
      list: async ({ kind }: { kind: string }) => shown[kind] ?? [],
    } as unknown as ClusterClient;
    return refuseClusterAddresses(client, pool);
  };
  const ipv6 = 'fd00:20::10-fd00:20::20';
  const ipv4 = '192.168.1.100-192.168.1.120';
  await expect(refusedOn(['10.96.0.0/16'], [ipv6])).rejects.toMatchObject({
    type: 'InvalidInput',
    message:
      `hub.loadBalancer.addresses: ${ipv6} is not IPv4, and Services on cluster-1 have IPv4 addresses only ` +
      '(accepted: a range of IPv4, alone or beside others)',
  });
  await expect(refusedOn(['fd00:10::/108'], [ipv4])).rejects.toThrow(/is not IPv6/);
  await expect(refusedOn(['10.96.0.0/16'], [ipv6, ipv4])).resolves.toBeUndefined();
  await expect(refusedOn(['10.96.0.0/16', 'fd00:10::/108'], [ipv6])).resolves.toBeUndefined();
  await expect(refusedOn([], [ipv6])).resolves.toBeUndefined();
});
