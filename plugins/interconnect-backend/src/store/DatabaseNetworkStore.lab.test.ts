import { createPostgres } from '../__testUtils__/postgres';
import { storeTests } from '../__testUtils__/storeTests';
import { refusalOf } from '../projection/refusals';

describe('DatabaseNetworkStore on PostgreSQL', () => {
  storeTests(createPostgres);

  it('says by its codes what it will never take, and the code is known', async () => {
    const { knex, remove } = await createPostgres();
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
