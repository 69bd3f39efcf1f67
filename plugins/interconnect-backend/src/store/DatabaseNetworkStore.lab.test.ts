import { randomBytes } from 'node:crypto';
import createKnex from 'knex';
import { storeTests } from '../__testUtils__/storeTests';
import { refusalOf } from '../projection/refusals';

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

  it('says by its codes what it will never take, and the code is known', async () => {
    const { knex, remove } = await createDatabase();
    await knex.schema.createTable('texts', table => table.string('short', 10).notNullable());
    const refused = async (short: string | null) =>
      refusalOf(
        await knex('texts')
          .insert({ short })
          .catch(error => error),
      );
    expect(await refused('a\0')).toBe('a value that the database cannot hold (22021)');
    expect(await refused('x'.repeat(11))).toBe('a value that the database cannot hold (22001)');
    expect(await refused(null)).toBe('a value that breaks a rule of the database (23502)');
    expect(
      refusalOf(
        await knex('nowhere')
          .insert({})
          .catch(error => error),
      ),
    ).toBeUndefined();
    await remove();
  });
});
