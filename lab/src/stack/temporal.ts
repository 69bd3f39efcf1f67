import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolloutSearchAttributes } from '@interconnect/backstage-plugin-interconnect-common';
import { requireFreePort } from '../ports';
import { toolPaths } from '../tools/paths';
import { isListening } from './ports';
import { ManagedProcess, startProcess, waitUntil } from './processes';

/** A Temporal dev server (the real server, SQLite) with the search attributes of Interconnect. */
export interface Temporal extends ManagedProcess {
  address: string;
  /** Temporal's own UI; undefined when it runs headless. */
  uiUrl?: string;
}

/**
 * Starts the dev server (`ensureTools` has fetched it) and waits until it accepts connections.
 *
 * @throws Error when a port is taken or the server ends.
 */
export async function startTemporal(options: {
  dir: string;
  port: number;
  uiPort?: number;
}): Promise<Temporal> {
  await requireFreePort(options.port, 'Temporal');
  if (options.uiPort) await requireFreePort(options.uiPort, "Temporal's UI");
  mkdirSync(options.dir, { recursive: true });
  const server = await startProcess({
    name: 'temporal',
    command: [
      toolPaths.temporal(),
      'server',
      'start-dev',
      ...['--ip', '127.0.0.1', '--port', String(options.port)],
      ...(options.uiPort
        ? ['--ui-port', String(options.uiPort), '--ui-disable-news-fetch']
        : ['--headless']),
      ...['--db-filename', join(options.dir, 'temporal.sqlite')],
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=OFF'],
      ...['--log-level', 'warn'],
      ...Object.values(rolloutSearchAttributes).flatMap(name => [
        '--search-attribute',
        `${name}=Keyword`,
      ]),
    ],
    cwd: options.dir,
    logFile: join(options.dir, 'logs', 'temporal.log'),
  });
  await waitUntil(server, () => isListening(options.port), 30_000);
  return Object.assign(server, {
    address: `127.0.0.1:${options.port}`,
    uiUrl: options.uiPort ? `http://localhost:${options.uiPort}` : undefined,
  });
}
