import { randomBytes } from 'node:crypto';
import createKnex from 'knex';
import { storeTests } from '../__testUtils__/storeTests';

/** A schema of its own for every test, in the database that INTERCONNECT_TEST_POSTGRES names. */
async function createDatabase() {
  const connection = process.env.INTERCONNECT_TEST_POSTGRES;
  if (!connection) {
    throw new Error('INTERCONNECT_TEST_POSTGRES is not set: run this test by `npm test`');
  }
  const schema = `store_${randomBytes(6).toString('hex')}`;
  const admin = createKnex({ client: 'pg', connection });
  await admin.schema.createSchema(schema);
  await admin.destroy();
  const knex = createKnex({ client: 'pg', connection, searchPath: [schema] });
  return {
    knex,
    async remove() {
      await knex.schema.dropSchema(schema, true);
      await knex.destroy();
    },
  };
}

describe('DatabaseNetworkStore on PostgreSQL', () => {
  storeTests(createDatabase);
});
