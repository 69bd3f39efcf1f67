import { Site } from '../../api/types';
import { Service } from '../../../kube/types';
import { CONTROLLED, ownedBy } from './owners';

/** Label of the Services that listeners have. */
export const LISTENER_LABEL = 'internal.skupper.io/listener';

/** A listener's port of such a Service; `targetPort` is the router's. */
export interface ExposedPort {
  listener: string;
  port: number;
  targetPort: number;
}

/** The Service of all listeners with the same host. The first listener names it in a label. */
export function listenerService(site: Site, host: string, ports: ExposedPort[]): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: host,
      namespace: site.metadata.namespace,
      labels: { [LISTENER_LABEL]: ports[0].listener },
      annotations: { [CONTROLLED]: 'true' },
      ownerReferences: ownedBy(site),
    },
    spec: {
      ports: ports.map(({ listener, port, targetPort }) => ({
        name: listener,
        port,
        protocol: 'TCP',
        targetPort,
      })),
      selector: { application: 'skupper-router', 'skupper.io/component': 'router' },
    },
  };
}
