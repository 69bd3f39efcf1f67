import { DatabaseService, resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Where the migrations of the plugin are. */
export const migrations = {
  directory: resolvePackagePath(
    '@interconnect/backstage-plugin-interconnect-backend',
    'migrations',
  ),
};

/**
 * The plugin's database, with its schema brought up to date unless it says that somebody else does
 * that.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest(migrations);
  }
  return client;
}
