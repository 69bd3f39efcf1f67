import { join } from 'node:path';
import { rolloutSearchAttributes } from '@interconnect/backstage-plugin-interconnect-common';
import { isListening, requireFree } from './ports';
import { launch, ManagedProcess, waitUntil } from './processes';

/** A Temporal dev server (the real server, SQLite) with the search attributes of Interconnect. */
export interface Temporal extends ManagedProcess {
  address: string;
  /** Temporal's own UI; undefined when it runs headless. */
  uiUrl?: string;
}

/**
 * Starts the dev server and waits until it accepts connections.
 *
 * @throws Error when a port is taken or the server ends.
 */
export async function startTemporal(options: {
  executable: string;
  dir: string;
  port: number;
  uiPort?: number;
}): Promise<Temporal> {
  await requireFree(options.port, 'Temporal');
  if (options.uiPort) await requireFree(options.uiPort, "Temporal's UI");
  const server = launch({
    name: 'temporal',
    command: options.executable,
    args: [
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
    logFile: join(options.dir, 'logs', 'temporal.log'),
  });
  await waitUntil(server, () => isListening(options.port), 30_000);
  return Object.assign(server, {
    address: `127.0.0.1:${options.port}`,
    uiUrl: options.uiPort ? `http://localhost:${options.uiPort}` : undefined,
  });
}
