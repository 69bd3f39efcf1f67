import { createClient } from '../../kube/client';
import { readKubeconfig } from '../../kube/kubeconfig';
import { quietLog } from '../quietLog';
import { createClusterCache } from './clusterCache';
import { startController } from './startController';

/**
 * The stand-in Skupper controller, run as the process of the pod `skupper-controller`. Environment:
 * `KUBECONFIG` (its cluster), `POD_NAMESPACE` or `NAMESPACE`, `CONTROLLER_NAME`,
 * `SKUPPER_ROUTER_IMAGE`, `SKUPPER_KUBE_ADAPTOR_IMAGE`, `LAB_SKUPPER_KIND` (`1`: quick and
 * forgiving, as the real controller is not).
 */
function main(env: NodeJS.ProcessEnv) {
  if (!env.KUBECONFIG) throw new Error('KUBECONFIG must name the kubeconfig of the cluster');
  const log = quietLog(line => process.stdout.write(`${new Date().toISOString()} ${line}\n`));
  const kind = env.LAB_SKUPPER_KIND === '1';
  const stop = startController({
    api: createClient(readKubeconfig(env.KUBECONFIG)),
    cache: createClusterCache(),
    self: {
      name: env.CONTROLLER_NAME || 'skupper-controller',
      namespace: env.NAMESPACE || env.POD_NAMESPACE || 'skupper',
      version: '2.2.1',
    },
    images: {
      router: env.SKUPPER_ROUTER_IMAGE || 'quay.io/skupper/skupper-router:3.5.1',
      kubeAdaptor: env.SKUPPER_KUBE_ADAPTOR_IMAGE || 'quay.io/skupper/kube-adaptor:2.2.1',
    },
    log,
    workMs: kind ? 0 : 15,
    kind,
  });
  log('stand-in Skupper controller started');
  const end = () => {
    stop();
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

main(process.env);
