import { NETWORK_STATUS_KEY, NETWORK_STATUS_NAME, NetworkStatus } from '../api/networkStatus';
import { KubeClient } from '../../kube/client';
import { isStatus } from '../../kube/request';
import { ConfigMap, KubeObject } from '../../kube/types';

/** How long to wait before writing again what could not be written, ms. */
const RETRY = 2_000;

/**
 * Writes what the router sees into its namespace, the latest only, until it is written. The
 * ConfigMap belongs to the router's Deployment and goes with it.
 */
export function createPublisher(
  api: KubeClient,
  namespace: string,
  log: (line: string) => void,
): (network: NetworkStatus) => void {
  let wanted: string | undefined;
  let busy = false;
  const run = async () => {
    if (busy) return;
    busy = true;
    let problem = '';
    while (wanted !== undefined) {
      const text = wanted;
      try {
        await write(api, namespace, text);
        problem = '';
        if (wanted === text) wanted = undefined;
      } catch (error) {
        const { message } = error as Error;
        if (message !== problem) log(`cannot write ${NETWORK_STATUS_NAME}: ${message}`);
        problem = message;
        await new Promise(resolve => setTimeout(resolve, RETRY));
      }
    }
    busy = false;
  };
  return network => {
    wanted = JSON.stringify(network);
    void run();
  };
}

async function write(api: KubeClient, namespace: string, text: string): Promise<void> {
  const data = { [NETWORK_STATUS_KEY]: text };
  try {
    const current = await api.get<ConfigMap>('ConfigMap', namespace, NETWORK_STATUS_NAME);
    if (current.data?.[NETWORK_STATUS_KEY] !== text) await api.update({ ...current, data });
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
    const deployment = await api.get<KubeObject>('Deployment', namespace, 'skupper-router');
    const { name, uid = '' } = deployment.metadata;
    await api.create<ConfigMap>({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: NETWORK_STATUS_NAME,
        namespace,
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid }],
      },
      data,
    });
  }
}
