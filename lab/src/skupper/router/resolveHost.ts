import { isIP } from 'node:net';
import { lookup } from 'node:dns/promises';
import { podAddress } from '../../addresses';
import { KubeClient } from '../../kube/client';
import { isStatus } from '../../kube/request';
import { Service } from '../../kube/types';

/** How long an answer is used again, ms. */
const FRESH = 2_000;
/** Names that point to names that point to names … */
const MAX_CHAIN = 8;

/**
 * Finds addresses as a pod would: names of Services by asking the API server
 * (`<service>.<namespace>[.svc[.cluster.local]]`, or a Service of the pod's own namespace), pod
 * addresses by the lab's mapping to loopback, anything else by the host.
 *
 * @param instance - number of the lab instance, for pod addresses; none outside a lab
 */
export function createResolver(
  api: Pick<KubeClient, 'get'>,
  namespace: string,
  instance: number | undefined,
): (host: string) => Promise<string> {
  const answers = new Map<string, { address: string; at: number }>();
  const find = async (host: string, chain: number): Promise<string> => {
    if (chain > MAX_CHAIN) throw new Error(`${host} leads in circles`);
    if (isIP(host)) {
      return instance !== undefined && host.startsWith('198.18.')
        ? podAddress(instance, host)
        : host;
    }
    const [name, ns = namespace, svc] = host.split('.');
    if (!svc || svc === 'svc') {
      try {
        const { spec } = await api.get<Service>('Service', ns, name);
        if (spec?.type === 'ExternalName') return await find(spec.externalName ?? '', chain + 1);
        if (spec?.clusterIP && spec.clusterIP !== 'None') return spec.clusterIP;
        throw new Error(`Service ${ns}/${name} has no address`);
      } catch (error) {
        if (!isStatus(error, 404)) throw error;
        if (svc) throw new Error(`there is no Service ${ns}/${name}`);
      }
    }
    return (await lookup(host, { family: 4 })).address;
  };
  return async host => {
    const known = answers.get(host);
    if (known && Date.now() - known.at < FRESH) return known.address;
    try {
      const address = await find(host, 0);
      answers.set(host, { address, at: Date.now() });
      return address;
    } catch (error) {
      // While the API server is away, what it said last is good enough.
      if (known && !(error as Error).message.startsWith('there is no Service'))
        return known.address;
      throw error;
    }
  };
}
