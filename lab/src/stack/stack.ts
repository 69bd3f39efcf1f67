import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Lab, up } from '../index';
import {
  appUrl,
  demoMirror,
  PortalSettings,
  startApp,
  startBackend,
  startWorker,
  writeConfiguration,
} from './portal';
import { endLeftovers, remember } from './leftovers';
import { lockStack } from './lockStack';
import { isListening } from './ports';
import { ManagedProcess } from './processes';
import { startTemporal, Temporal } from './temporal';
import { stateDirectory } from '../state';
import { ensureTools } from '../tools/ensureTools';

/** Everything that `npm start` runs. */
export interface Stack {
  /** Undefined when the user's own clusters are used. */
  lab?: Lab;
  /** Undefined when the user's own Temporal is used. */
  temporal?: Temporal;
  settings: PortalSettings;
  worker: ManagedProcess;
  backend: ManagedProcess;
  /** Resolves with a sentence when one of the processes ended by itself. */
  ended: Promise<string>;
}

/** What the user brings along. */
export interface Own {
  kubeconfig?: string;
  temporalAddress?: string;
}

/**
 * Starts lab, Temporal, worker, backend and app, in this order, unless another process runs them.
 * What was started is given to `started` at once, so that the caller can end it also when a later
 * part fails.
 *
 * @throws Error with a message for people.
 */
export async function startStack(options: {
  instance: number;
  clusters?: number;
  own: Own;
  log(line: string): void;
  /** Aborting stops the start; what was started is for the caller to end. */
  signal?: AbortSignal;
  started(stop: () => Promise<void>): void;
}): Promise<Stack> {
  const { own, log, started, signal } = options;
  const unlock = lockStack(options.instance, `${appUrl({})}/interconnect`);
  started(async () => unlock());
  let lab: Lab | undefined;
  if (own.kubeconfig) {
    log(`Using your clusters: ${own.kubeconfig}`);
  } else {
    log('Starting the lab: real Kubernetes API servers on loopback');
    lab = await up({ instance: options.instance, clusters: options.clusters, log, signal });
    started(() => lab!.down());
  }
  signal?.throwIfAborted();
  const dir = join(stateDirectory(options.instance), 'portal');
  if ((await endLeftovers(dir)) > 0) log('Ended processes that an earlier run had left behind');

  let temporal: Temporal | undefined;
  if (own.temporalAddress) {
    log(`Using your Temporal: ${own.temporalAddress}`);
    const [host, port] = own.temporalAddress.split(':');
    if (!(await isListening(Number(port ?? 7233), host))) {
      throw new Error(`Nothing answers at TEMPORAL_ADDRESS=${own.temporalAddress}`);
    }
  } else {
    log('Starting Temporal');
    await ensureTools({ log, signal });
    temporal = await startTemporal({ dir, port: 7233, uiPort: 8233 });
    remember(dir, temporal.id);
    started(() => temporal!.stop());
  }

  signal?.throwIfAborted();
  const settings: PortalSettings = {
    dir,
    backendPort: 7007,
    workerHealthPort: 7008,
    temporal: {
      address: own.temporalAddress ?? temporal!.address,
      uiUrl: temporal?.uiUrl,
    },
    kubeconfig: lab?.workerKubeconfig ?? resolve(own.kubeconfig!.replace(/^~/, homedir())),
    ...(lab && { interconnect: { mirror: demoMirror } }),
    manifests: lab && { skupper: lab.skupperManifest, metallb: lab.metallbManifest },
  };
  writeConfiguration(settings);
  log('Starting the worker and the backend');
  const worker = await startWorker(settings);
  remember(dir, worker.id);
  started(() => worker.stop(35_000));
  signal?.throwIfAborted();
  const backend = await startBackend(settings);
  remember(dir, backend.id);
  started(() => backend.stop());
  signal?.throwIfAborted();
  log('Starting the app (built first when it has changed, about a minute)');
  const app = await startApp(settings, signal);
  remember(dir, app.id);
  started(() => app.stop());
  return {
    lab,
    temporal,
    settings,
    worker,
    backend,
    ended: Promise.race([
      worker.ended,
      backend.ended,
      app.ended,
      ...(temporal ? [temporal.ended] : []),
    ]),
  };
}
