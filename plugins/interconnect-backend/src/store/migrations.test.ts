import createKnex from 'knex';
import { migrationTests } from '../__testUtils__/migrationTests';

describe('migrations on SQLite', () => {
  migrationTests(async () => {
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    return { knex, remove: () => knex.destroy() };
  });
});
