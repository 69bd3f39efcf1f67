import createKnex from 'knex';
import { claimTests } from '../__testUtils__/claimTests';

describe('Requests at the same time, on SQLite', () => {
  claimTests(async () => {
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    return { replicas: [knex], remove: () => knex.destroy() };
  });
});
