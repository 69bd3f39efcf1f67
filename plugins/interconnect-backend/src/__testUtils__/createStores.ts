import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DatabaseAuditStore } from '../store/DatabaseAuditStore';
import { DatabaseNetworkStore } from '../store/DatabaseNetworkStore';
import { DatabaseRolloutStore } from '../store/DatabaseRolloutStore';

export interface Stores {
  networks: DatabaseNetworkStore;
  rollouts: DatabaseRolloutStore;
  audit: DatabaseAuditStore;
}

/** The stores on one database. */
export async function createStores(knex: Knex): Promise<Stores> {
  const database = mockServices.database({ knex });
  return {
    networks: await DatabaseNetworkStore.create({ database }),
    rollouts: await DatabaseRolloutStore.create({ database }),
    audit: await DatabaseAuditStore.create({ database }),
  };
}
