import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attach, Lab } from '@interconnect/lab';
import {
  appUrl,
  guestToken,
  PortalSettings,
  root,
  startApp,
  startBackend,
  startWorker,
  writeConfiguration,
} from '@interconnect/lab/stack';
import { parse, stringify } from 'yaml';
import { manifestsOf, required } from '../e2e/portal';

/** The whole portal on the lab that `npm test` started, as `npm start` runs it. */
export interface Stack {
  lab: Lab;
  /** Of the app. */
  url: string;
  settings: PortalSettings;
  /** Of the guest. */
  token: string;
  stop(): Promise<void>;
}

/**
 * The worker's kubeconfig of the lab with cluster-3 once more, under a name that is labelled as one
 * in production.
 */
function kubeconfigWithProduction(lab: Lab, dir: string): string {
  const config = parse(readFileSync(lab.workerKubeconfig, 'utf8'));
  const third = config.contexts.find((entry: { name: string }) => entry.name === 'cluster-3');
  config.contexts.push({ ...third, name: 'cluster-production' });
  const file = join(dir, 'kubeconfig.yaml');
  writeFileSync(file, stringify(config), { mode: 0o600 });
  return file;
}

/** Starts worker, backend and app on a fresh database; the app is built when it has changed. */
export async function startPortalStack(): Promise<Stack> {
  const lab = await attach(Number(required('INTERCONNECT_LAB')));
  const dir = mkdtempSync(join(lab.dir, 'browser-'));
  const port = 7097 + 20 * lab.instance;
  const settings: PortalSettings = {
    dir,
    backendPort: port,
    workerHealthPort: port + 1,
    appPort: port + 2,
    temporal: { address: required('TEMPORAL_ADDRESS'), taskQueue: 'interconnect-browser' },
    kubeconfig: kubeconfigWithProduction(lab, dir),
    manifests: { skupper: lab.skupperManifest, metallb: lab.metallbManifest },
    settleSeconds: 1,
    interconnect: {
      rollout: { stepDeadline: { seconds: 90 }, blockedFor: { minutes: 10 } },
      clusters: [{ name: 'cluster-production', labels: { environment: 'production' } }],
      observe: { interval: { seconds: 3 } },
      manifests: { root: manifestsOf({ dir }) },
    },
  };
  cpSync(join(root, 'examples'), manifestsOf({ dir }), { recursive: true });
  writeConfiguration(settings);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const worker = await startWorker(settings);
    stops.push(() => worker.stop(35_000));
    const backend = await startBackend(settings);
    stops.push(() => backend.stop());
    const app = await startApp(settings);
    stops.push(() => app.stop());
    const token = await guestToken(settings.backendPort);
    return { lab, url: appUrl(settings), settings, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
