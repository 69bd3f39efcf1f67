import { migrationTests } from '../__testUtils__/migrationTests';
import { createPostgres } from '../__testUtils__/postgres';

describe('migrations on PostgreSQL', () => {
  migrationTests(createPostgres);
});
