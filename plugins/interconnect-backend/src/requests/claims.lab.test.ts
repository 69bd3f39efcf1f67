import { claimTests } from '../__testUtils__/claimTests';
import { createPostgres } from '../__testUtils__/postgres';

describe('Requests at the same time to three replicas, on PostgreSQL', () => {
  claimTests(async () => {
    const { knex, connect, remove } = await createPostgres();
    const others = [connect(), connect()];
    return {
      replicas: [knex, ...others],
      async remove() {
        await Promise.all(others.map(other => other.destroy()));
        await remove();
      },
    };
  });
});
