import type { V1EndpointSlice, V1Pod, V1Service } from '@kubernetes/client-node';
import { lookup } from 'node:dns/promises';
import { rmSync } from 'node:fs';
import { clusterNumber, egressAddress, podAddress, clusterName, MAX_CLUSTERS } from '../addresses';
import { createClient } from '../kube/client';
import { readKubeconfig } from '../kube/kubeconfig';
import { ObjectStore } from '../kube/ObjectStore';
import { watchObjects } from '../kube/watchObjects';
import { controlServer } from './controlServer';
import { resolveName } from './names';
import { keepNode } from './NodeObject';
import { PodKeeper } from './pods/PodKeeper';
import { endLeftovers } from './pods/records';
import { CutPaths } from './proxy/CutPaths';
import { ServiceProxy } from './proxy/ServiceProxy';
import { nodeSettings, podsDirectory, scratchDirectory } from './settings';

/**
 * The node agent: one process a cluster. It is the cluster's only node (kubelet, scheduler,
 * kube-proxy and DNS in one), on loopback. When the API server is away, pods and the proxy go on
 * with what is known. When the agent itself ends, its pods' processes stay until the next agent of
 * the cluster, or `lab down`, ends them.
 */
async function main() {
  const settings = nodeSettings();
  const { cluster, instance, number } = settings;
  const log = (line: string) =>
    process.stdout.write(`${new Date().toISOString()} ${cluster} ${line}\n`);

  const ended = await endLeftovers(podsDirectory(settings), cluster);
  rmSync(scratchDirectory(settings), { recursive: true, force: true });
  if (ended > 0) log(`ended ${ended} processes of an earlier agent`);

  const pods = new ObjectStore<V1Pod>();
  const services = new ObjectStore<V1Service>();
  const slices = new ObjectStore<V1EndpointSlice>();
  const egresses = new Set(
    Array.from({ length: MAX_CLUSTERS }, (_, i) =>
      egressAddress(instance, clusterNumber(clusterName(i + 1))),
    ),
  );
  const toLoopback = (ip: string) => (ip.startsWith('198.18.') ? podAddress(instance, ip) : ip);
  const client = createClient(readKubeconfig(settings.kubeconfig), 6);
  const keeper = new PodKeeper(settings, client, pods, log);
  const paths = new CutPaths(settings.egress, address => egresses.has(address));
  const proxy = new ServiceProxy(services, slices, paths, toLoopback, log);
  const sources = {
    service: (namespace: string, name: string) => services.get(namespace, name),
    slices: () => slices.list(),
  };

  const server = controlServer({
    async resolve(name, namespace) {
      const found = resolveName(name, sources, toLoopback, namespace);
      if (found.kind === 'address') return found;
      if (found.kind === 'none') return found;
      return lookup(found.name, 4).catch((error: Error) => ({ reason: error.message }));
    },
    cut: egress => proxy.cut(egress),
    heal: egress => proxy.heal(egress),
    status: () => ({
      ...{ cluster, number, node: settings.nodeName, egress: settings.egress, pid: process.pid },
      ...{ pods: keeper.summary(), listeners: proxy.summary(), cut: proxy.cuts() },
    }),
  });
  server.on('error', error => {
    log(`control server: ${error.message}`);
    process.exit(1);
  });
  server.listen(settings.controlPort, '127.0.0.1');

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));

  watchObjects(client, '/api/v1/pods', pods, { log });
  watchObjects(client, '/api/v1/services', services, { log });
  watchObjects(client, '/apis/discovery.k8s.io/v1/endpointslices', slices, { log });
  await keepNode(client, settings, log);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
