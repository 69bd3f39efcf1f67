import createKnex from 'knex';
import { storeTests } from '../__testUtils__/storeTests';

describe('DatabaseNetworkStore on SQLite', () => {
  storeTests(async () => {
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    return { knex, remove: () => knex.destroy() };
  });
});
