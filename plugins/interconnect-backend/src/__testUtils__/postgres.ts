import { randomBytes } from 'node:crypto';
import createKnex, { Knex } from 'knex';

/** A schema of its own in the database that INTERCONNECT_TEST_POSTGRES names. */
export async function createPostgres() {
  const connection = process.env.INTERCONNECT_TEST_POSTGRES;
  if (!connection) {
    throw new Error('INTERCONNECT_TEST_POSTGRES is not set: run this test by `npm test`');
  }
  const schema = `store_${randomBytes(6).toString('hex')}`;
  const admin = createKnex({ client: 'pg', connection });
  await admin.schema.createSchema(schema);
  await admin.destroy();
  const connect = (): Knex => createKnex({ client: 'pg', connection, searchPath: [schema] });
  const knex = connect();
  return {
    knex,
    /** Connections of another process. */
    connect,
    async remove() {
      await knex.schema.dropSchema(schema, true);
      await knex.destroy();
    },
  };
}
