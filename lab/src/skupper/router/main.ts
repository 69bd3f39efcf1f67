import { parseRouterConfig, RouterConfig, ROUTER_CONFIG_KEY } from '../api/routerConfig';
import { createClient } from '../../kube/client';
import { readKubeconfig } from '../../kube/kubeconfig';
import { quietLog } from '../quietLog';
import { ObjectStore } from '../../kube/ObjectStore';
import { collectionPath } from '../../kube/resources';
import { ConfigMap, Secret } from '../../kube/types';
import { watchObjects } from '../../kube/watchObjects';
import { createProfiles } from './profileFiles';
import { createPublisher } from './publishStatus';
import { createResolver } from './resolveHost';
import { createRouter, Router } from './router';
import { serveHealth } from './serveHealth';

/** Time for the neighbours to hear that this router is going, ms. */
const GOODBYE = 200;

/**
 * The stand-in Skupper router, run as the process of the pod `skupper-router`. Environment:
 * `KUBECONFIG` (its cluster), `POD_NAMESPACE`, `POD_NAME`, `POD_ADDRESS` (address to bind),
 * `LAB_EGRESS_ADDRESS` (source of links that it dials), `INTERCONNECT_LAB` (instance, for pod
 * addresses). It reads ConfigMap `skupper-router` and the Secrets of its TLS profiles from its
 * namespace, and writes ConfigMap `skupper-network-status`.
 */
function main(env: NodeJS.ProcessEnv) {
  const required = (name: string) => {
    const value = env[name];
    if (!value) throw new Error(`${name} must be set`);
    return value;
  };
  const namespace = required('POD_NAMESPACE');
  const podName = required('POD_NAME');
  const address = required('POD_ADDRESS');
  const log = quietLog(line => process.stdout.write(`${new Date().toISOString()} ${line}\n`));
  const api = createClient(readKubeconfig(required('KUBECONFIG')));
  const instance = env.INTERCONNECT_LAB ? Number(env.INTERCONNECT_LAB) : undefined;
  const publish = createPublisher(api, namespace, log);
  const resolve = createResolver(api, namespace, instance);

  const secrets = new ObjectStore<Secret>();
  const files = createProfiles(name => secrets.get(namespace, name));
  let config: RouterConfig | undefined;
  let router: Router | undefined;
  let timer: NodeJS.Timeout | undefined;

  const start = ({ router: { id, metadata } }: RouterConfig) => {
    const { id: identity, version, platform } = JSON.parse(metadata) as Record<string, string>;
    const name = id.replace(/-\$\{HOSTNAME\}$/, '');
    return createRouter({
      id: id.replace('${HOSTNAME}', podName),
      site: { identity, name, namespace, platform, siteVersion: version },
      address,
      egress: env.LAB_EGRESS_ADDRESS,
      resolve,
      onNetwork: publish,
      log,
    });
  };
  /** Configuration and Secrets often change together. */
  const apply = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!config) return;
      router ??= start(config);
      router.configure(config, files.read(config));
    }, 50);
  };
  const configMaps = new ObjectStore<ConfigMap>();
  configMaps.onChange(configMap => {
    if (!configMap) {
      log('ConfigMap skupper-router is gone; the last configuration stays');
      // It goes first when the Site goes, before the Service over which links come in.
      router?.leave();
      return;
    }
    try {
      config = parseRouterConfig(configMap.data?.[ROUTER_CONFIG_KEY] ?? '');
      apply();
    } catch (error) {
      log(`ConfigMap skupper-router cannot be read: ${(error as Error).message}`);
    }
  });
  secrets.onChange(apply);
  watchObjects(api, collectionPath('ConfigMap', namespace), configMaps, {
    fieldSelector: 'metadata.name=skupper-router',
    log,
  });
  watchObjects(api, collectionPath('Secret', namespace), secrets, {
    fieldSelector: 'type=kubernetes.io/tls',
    log,
  });
  serveHealth(address, () => router !== undefined, log);
  log(`stand-in Skupper router started in ${namespace}, address ${address}`);
  const stop = () => {
    router?.leave();
    setTimeout(() => {
      router?.close();
      process.exit(0);
    }, GOODBYE);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main(process.env);
