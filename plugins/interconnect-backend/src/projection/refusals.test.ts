import createKnex from 'knex';
import { refusalOf, UnreadableEventError } from './refusals';

const withCode = (code: string) => Object.assign(new Error('insert … - secret'), { code });

describe('refusalOf', () => {
  it.each([
    ['22021', 'a value that the database cannot hold (22021)'],
    ['22001', 'a value that the database cannot hold (22001)'],
    ['23505', 'a value that breaks a rule of the database (23505)'],
    ['54000', 'more than the database can hold (54000)'],
    ['SQLITE_TOOBIG', 'more than the database can hold (SQLITE_TOOBIG)'],
    [
      'SQLITE_CONSTRAINT_NOTNULL',
      'a value that breaks a rule of the database (SQLITE_CONSTRAINT_NOTNULL)',
    ],
  ])('knows %s', (code, reason) => {
    expect(refusalOf(withCode(code))).toBe(reason);
  });

  it.each([
    '08006',
    '57P01',
    '53100',
    '40001',
    '40P01',
    'ECONNRESET',
    'SQLITE_BUSY',
    'SQLITE_FULL',
  ])('lets %s be tried again', code => {
    expect(refusalOf(withCode(code))).toBeUndefined();
  });

  it('knows what a real database says', async () => {
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    await knex.schema.createTable('t', table => table.string('a').notNullable());
    const error = await knex('t')
      .insert({ a: null })
      .catch(reason => reason);
    await knex.destroy();
    expect(refusalOf(error)).toMatch(/^a value that breaks a rule/);
  });

  it('knows events that cannot be read, and nothing of other errors', () => {
    expect(refusalOf(new UnreadableEventError('no result'))).toBe('no result');
    expect(refusalOf(new Error('22021'))).toBeUndefined();
    expect(refusalOf('22021')).toBeUndefined();
  });
});
