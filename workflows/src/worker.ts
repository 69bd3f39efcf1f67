/**
 * The process that carries out rollouts: `node --import tsx workflows/src/worker.ts [--config
 * file]...`
 *
 * @packageDocumentation
 */
import { ManagementClusters, readClusters } from '@interconnect/backstage-plugin-interconnect-node';
import { createActivities } from './kubernetes';
import { readMirror } from './kubernetes/mirror/Mirror';
import { loadConfig } from './worker/loadConfig';
import { errorText, logger } from './worker/log';
import { runWorker } from './worker/runWorker';
import { readWorkerOptions } from './worker/WorkerOptions';

async function main() {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(1);
      logger.info('Ending: running activities may finish', { signal });
      stop.abort(new Error(`ended by ${signal}`));
    });
  }
  const config = await loadConfig(process.argv.slice(2));
  const mirror = readMirror(config, () => readClusters(config), logger);
  const warn = (text: string) => logger.warn(text);
  const management = ManagementClusters.read(config, { warn, signsIn: true });
  management?.start();
  const activities = createActivities({ config, management, mirror, logger });
  await runWorker({ ...readWorkerOptions(config), mirror }, activities, stop.signal);
}

main().then(
  () => process.exit(0),
  error => {
    logger.error('The worker has ended', { error: errorText(error) });
    process.exit(1);
  },
);
