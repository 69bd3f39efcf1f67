import {
  apiServerPort,
  clusterName,
  clusterNumber,
  egressAddress,
  etcdPeerPort,
  etcdPort,
  loadBalancerRange,
  MAX_CLUSTERS,
  MAX_INSTANCES,
  MAX_PODS,
  nodePort,
  podAddress,
  podIP,
  pool,
  serviceRange,
} from './addresses';

const instances = Array.from({ length: MAX_INSTANCES }, (_, i) => i);
const numbers = Array.from({ length: MAX_CLUSTERS }, (_, c) => c + 1);
const everyCluster = <T>(f: (i: number, c: number) => T) =>
  instances.flatMap(i => numbers.map(c => f(i, c)));

test('no two processes of any two labs share a port', () => {
  const ports = [
    ...instances.flatMap(i => [etcdPort(i), etcdPeerPort(i)]),
    ...everyCluster(apiServerPort),
    ...everyCluster(nodePort),
  ];
  expect(new Set(ports).size).toBe(ports.length);
});

test('no two clusters share Service addresses, and load balancers have their own', () => {
  const ranges = [...everyCluster(serviceRange), ...instances.map(loadBalancerRange)];
  expect(new Set(ranges).size).toBe(ranges.length);
});

test('no two pods listen on the same address, nor on a Service’s', () => {
  const pods = everyCluster((i, c) =>
    [1, 255, 256, MAX_PODS].map(p => podAddress(i, podIP(c, p))),
  ).flat();
  expect(new Set(pods).size).toBe(pods.length);
  const second = (address: string) => address.split('.')[1];
  const services = new Set(
    [...everyCluster(serviceRange), ...instances.map(loadBalancerRange)].map(second),
  );
  expect(pods.filter(address => services.has(second(address)))).toEqual([]);
});

test('every pod number has an address of its own', () => {
  const addresses = Array.from({ length: MAX_PODS }, (_, p) => podIP(10, p + 1));
  expect(new Set(addresses).size).toBe(MAX_PODS);
  expect(addresses.every(ip => ip.startsWith('198.18.'))).toBe(true);
});

test('the addresses of the documentation', () => {
  expect(serviceRange(0, 1)).toBe('127.51.0.0/16');
  expect(pool(0)).toBe('127.20.0.10-127.20.0.50');
  expect(podIP(2, 7)).toBe('198.18.2.7');
  expect(podAddress(0, '198.18.2.7')).toBe('127.152.0.7');
  expect(podAddress(0, podIP(2, 300))).toBe('127.152.1.44');
  expect(egressAddress(1, 3)).toBe('127.231.0.3');
  expect(apiServerPort(0, 1)).toBe(6441);
});

test('cluster names and numbers', () => {
  numbers.forEach(c => expect(clusterNumber(clusterName(c))).toBe(c));
  for (const name of ['cluster-0', 'cluster-11', 'cluster-01', 'Cluster-1', 'spoke', '']) {
    expect(() => clusterNumber(name)).toThrow('is no cluster of the lab');
  }
});

test.each([
  [() => etcdPort(8), '8 is no lab instance: 0 to 7 are accepted'],
  [() => etcdPort(-1), '-1 is no lab instance'],
  [() => apiServerPort(0, 11), '11 is no cluster number: 1 to 10 are accepted'],
  [() => podIP(1, 0), '0 is no pod number'],
  [() => podAddress(0, '10.0.0.1'), '"10.0.0.1" is no pod address of the lab'],
  [() => podAddress(0, '198.18.0.1'), 'is no pod address of the lab'],
])('a wrong number is named (%#)', (call, message) => {
  expect(call).toThrow(message);
});
