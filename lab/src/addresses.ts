/**
 * Every address and port of the lab, as pure functions of the instance `i` (0..7) and the cluster
 * number `c` (1..10). Instances do not overlap, so `npm start` (0), `npm test` (1) and several
 * developers can run labs at the same time. All of them are loopback: the whole of 127.0.0.0/8 is
 * local on Linux.
 */

/** How many lab instances fit beside each other. */
export const MAX_INSTANCES = 8;
/** How many clusters one lab can have. */
export const MAX_CLUSTERS = 10;
/** Clusters of a lab when nothing else was asked for. */
export const DEFAULT_CLUSTERS = 3;

/** `cluster-1` for 1. */
export function clusterName(c: number): string {
  checkCluster(c);
  return `cluster-${c}`;
}

/** 1 for `cluster-1`. Throws for a name that no lab cluster can have. */
export function clusterNumber(name: string): number {
  const c = Number(/^cluster-([1-9]\d?)$/.exec(name)?.[1] ?? NaN);
  if (!(c >= 1 && c <= MAX_CLUSTERS)) {
    throw new Error(
      `"${name}" is no cluster of the lab: they are named cluster-1 to cluster-${MAX_CLUSTERS}`,
    );
  }
  return c;
}

/** Port of the etcd that stores all clusters of an instance. */
export function etcdPort(i: number): number {
  return 23790 + checkInstance(i) * 10;
}

/** etcd's peer port; nobody dials it, but etcd insists on one. */
export function etcdPeerPort(i: number): number {
  return etcdPort(i) + 1;
}

/** Port of a cluster's API server on 127.0.0.1. */
export function apiServerPort(i: number, c: number): number {
  return 6440 + checkInstance(i) * 20 + checkCluster(c);
}

/** Port of a cluster's node agent (local control) on 127.0.0.1. */
export function nodePort(i: number, c: number): number {
  return 7400 + checkInstance(i) * 20 + checkCluster(c);
}

/** ClusterIPs of a cluster's Services, e.g. `127.51.0.0/16`. */
export function serviceRange(i: number, c: number): string {
  return `127.${50 + checkInstance(i) * 10 + checkCluster(c)}.0.0/16`;
}

/** All addresses that load balancers of an instance may hand out, e.g. `127.20.0.0/16`. */
export function loadBalancerRange(i: number): string {
  return `127.${20 + checkInstance(i)}.0.0/16`;
}

/** A load balancer pool for examples, e.g. `127.20.0.10-127.20.0.50`. */
export function pool(i: number): string {
  const prefix = `127.${20 + checkInstance(i)}.0`;
  return `${prefix}.10-${prefix}.50`;
}

/** Source address of connections that leave a cluster; `cut` acts on it. */
export function egressAddress(i: number, c: number): string {
  return `127.${230 + checkInstance(i)}.0.${checkCluster(c)}`;
}

/** Most pods that have had an address on one cluster at the same time. */
export const MAX_PODS = 16 * 256 - 1;

/**
 * The address that pod `p` (1..4095) of a cluster reports. Kubernetes refuses loopback addresses
 * for pods, so these are from 198.18.0.0/16 (benchmarking); nothing is ever sent there, see
 * {@link podAddress}. `198.18.c.p` while p < 256, further blocks of 16 above.
 */
export function podIP(c: number, p: number): string {
  if (!Number.isInteger(p) || p < 1 || p > MAX_PODS) {
    throw new Error(`${p} is no pod number: 1 to ${MAX_PODS} are accepted`);
  }
  return `198.18.${checkCluster(c) + 16 * Math.floor(p / 256)}.${p % 256}`;
}

/** The addresses that pods of a cluster report while there are fewer than 256 of them. */
export function podCidr(c: number): string {
  return `198.18.${checkCluster(c)}.0/24`;
}

/** The loopback address on which the pod that reports `ip` really listens. */
export function podAddress(i: number, ip: string): string {
  const [, third, fourth] = /^198\.18\.(\d{1,3})\.(\d{1,3})$/.exec(ip) ?? [];
  const c = Number(third) % 16;
  if (
    third === undefined ||
    Number(third) > 255 ||
    Number(fourth) > 255 ||
    c < 1 ||
    c > MAX_CLUSTERS
  ) {
    throw new Error(`"${ip}" is no pod address of the lab: 198.18.<cluster>.<pod> is accepted`);
  }
  return `127.${150 + checkInstance(i) * 10 + c}.${Math.floor(Number(third) / 16)}.${Number(fourth)}`;
}

/** Hands back a lab instance. @throws when there can be none of that number */
export function checkInstance(i: number): number {
  if (!Number.isInteger(i) || i < 0 || i >= MAX_INSTANCES) {
    throw new Error(`${i} is no lab instance: 0 to ${MAX_INSTANCES - 1} are accepted`);
  }
  return i;
}

function checkCluster(c: number): number {
  if (!Number.isInteger(c) || c < 1 || c > MAX_CLUSTERS) {
    throw new Error(`${c} is no cluster number: 1 to ${MAX_CLUSTERS} are accepted`);
  }
  return c;
}
