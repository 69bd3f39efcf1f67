import { setTimeout as pause } from 'node:timers/promises';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import createKnex, { Knex } from 'knex';

/** The scaffolder reads what happens to a task once a second, and once more after its end. */
const lastReadMs = 2000;

/** This database for Interconnect, and one in memory for every other plugin. */
export function databases(knex: Knex) {
  return createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata, rootLifecycle: coreServices.rootLifecycle },
    async factory({ plugin, rootLifecycle }) {
      if (plugin.getId() === 'interconnect') {
        return { getClient: async () => knex };
      }
      const own = createKnex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
      rootLifecycle.addShutdownHook(async () => {
        if (plugin.getId() === 'scaffolder') await pause(lastReadMs);
        await own.destroy();
      });
      return { getClient: async () => own };
    },
  });
}
