import { DesiredNetwork } from '../../document/DesiredNetwork';
import { digestOf } from '../../document/sources';
import { canonicalJson, sha256Hex } from '../../hash';
import { StepInput } from '../../steps';
import { stepDigest } from '../../steps/digest';
import { AppliedNetwork } from '../types';

/**
 * What stands on the clusters when a network is completely there. Written from the description of
 * the steps, without the planner: the tests compare the two.
 */
export function standing(desired: DesiredNetwork | undefined): AppliedNetwork {
  const applied: AppliedNetwork = {};
  const hub = desired?.document.hub;
  if (!desired || !hub) {
    return applied;
  }
  const put = (id: string, input: StepInput) => {
    applied[id] = { input, digest: stepDigest(input), state: 'applied' };
  };
  const network = {
    project: desired.project,
    name: desired.name,
    namespace: desired.document.namespace ?? `interconnect-${desired.name}`,
  };
  const at = hub.cluster;
  const { loadBalancer = {} } = hub;
  put(`createNetwork@${at}`, { kind: 'createNetwork', network, cluster: at });
  put(`deployLoadBalancer@${at}`, {
    kind: 'deployLoadBalancer',
    network,
    cluster: at,
    addresses: loadBalancer.addresses,
  });
  put(`deploySkupper@${at}`, {
    kind: 'deploySkupper',
    network,
    cluster: at,
    role: 'hub',
    allowedSources: loadBalancer.allowedSources,
  });
  const servers: Record<string, string> = {};
  for (const { name, clusters, namespace, expose, source } of desired.document.applications ?? []) {
    for (const cluster of clusters) {
      const id = `deployApplication:${name}@${cluster}`;
      put(id, {
        kind: 'deployApplication',
        network,
        cluster,
        application: name,
        namespace,
        expose: Boolean(expose),
        source:
          source.kind === 'existing'
            ? { kind: 'existing', services: [...source.services].sort() }
            : { kind: 'manifests', digest: digestOf({ name, source }, desired) ?? '' },
      });
      if (expose) {
        servers[id] = applied[id].digest;
      }
    }
  }
  if (Object.keys(servers).length > 0) {
    put(`publishServices@${at}`, { kind: 'publishServices', network, cluster: at, servers });
  }
  const serversDigest = sha256Hex(canonicalJson(servers));
  for (const { cluster } of desired.document.spokes ?? []) {
    put(`deploySkupper@${cluster}`, { kind: 'deploySkupper', network, cluster, role: 'spoke' });
    put(`linkSpoke@${cluster}`, { kind: 'linkSpoke', network, cluster, hub: at });
    if (Object.keys(servers).length > 0) {
      const publication = { network, cluster, hub: at, serversDigest };
      put(`publishServices@${cluster}`, { kind: 'publishServices', ...publication });
    }
  }
  return applied;
}

/** A record as comparable JSON: without members that are undefined. */
export function comparable(applied: AppliedNetwork): unknown {
  return JSON.parse(JSON.stringify(applied));
}
