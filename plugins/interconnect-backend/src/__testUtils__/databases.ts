import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import createKnex, { Knex } from 'knex';

/** This database for Interconnect, and one in memory for every other plugin. */
export function databases(knex: Knex) {
  return createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    async factory({ plugin }) {
      if (plugin.getId() === 'interconnect') {
        return { getClient: async () => knex };
      }
      const own = createKnex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
      return { getClient: async () => own };
    },
  });
}
