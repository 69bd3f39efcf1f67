import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import createKnex, { Knex } from 'knex';
import { FakeTemporal } from './FakeTemporal';
import { networks, rollOut } from './rest';
import { startApi } from './startApi';

/** How much there is to list. */
export interface Scale {
  networks: number;
  spokes: number;
  /** Of the first network. */
  rollouts: number;
}

/** The plugin with many networks that are rolled out and observed, for who measures it. */
export interface FilledApi {
  /** Of the networks of a project; that of a list of rollouts begins with it. */
  url: string;
  /** The first network. */
  name: string;
  authorization: string;
  stop(): Promise<void>;
}

/**
 * One network is rolled out; the others are copies of its rows.
 *
 * @param folder - where files may be written
 * @param database - PostgreSQL that is there and empty; absent: SQLite in memory
 */
export async function startFilledApi(
  scale: Scale,
  folder: string,
  database?: string,
): Promise<FilledApi> {
  const knex = database
    ? createKnex({ client: 'pg', connection: database })
    : createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
  const spokes = Array.from({ length: scale.spokes }, (_, index) => `spoke-${index + 1}`);
  const members = ['hub', ...spokes];
  const temporal = new FakeTemporal();
  const api = await startApi({
    temporal: () => temporal,
    knex,
    config: { kubeconfig: kubeconfigWith(members, folder), clusters: [] },
  });
  const name = numbered('n', 0);
  const id = await rollOut(api, temporal, name, documentOf(spokes), observationOf(members));
  await copyRow(knex, 'networks', { name }, scale.networks, index => ({
    name: numbered('n', index),
  }));
  for (const table of ['rollouts', 'rollout_folds']) {
    await copyRow(knex, table, { id }, scale.rollouts, index => ({ id: numbered(id, index) }));
  }
  const { port } = api.server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/api/interconnect${networks}`,
    name,
    authorization: mockCredentials.user.header('user:default/guest'),
    async stop() {
      await api.stop();
      await knex.destroy();
    },
  };
}

function numbered(name: string, index: number): string {
  return `${name}-${String(index).padStart(4, '0')}`;
}

function documentOf(spokes: string[]) {
  return {
    type: 'application-mesh',
    hub: {
      cluster: 'hub',
      loadBalancer: { addresses: ['127.20.0.10-127.20.0.50'], allowedSources: ['127.0.0.0/8'] },
    },
    spokes: spokes.map(cluster => ({ cluster })),
    applications: [
      {
        name: 'server',
        clusters: ['hub'],
        namespace: 'shop',
        expose: true,
        source: { kind: 'existing', services: ['server'] },
      },
      {
        name: 'client',
        clusters: spokes,
        namespace: 'shop',
        source: { kind: 'existing', services: ['client'] },
      },
    ],
  };
}

function observationOf(members: string[]): NetworkObservation {
  const observedAt = new Date().toISOString();
  return {
    observedAt,
    members: members.map(cluster => ({
      cluster,
      role: cluster === 'hub' ? 'hub' : 'spoke',
      state: 'Ready',
      observedAt,
      ...(cluster !== 'hub' && { link: { state: 'Up', since: observedAt } }),
    })),
    services: [],
  };
}

/** A kubeconfig that names all members, so that none of them counts as gone. */
function kubeconfigWith(names: string[], folder: string): string {
  const path = join(folder, 'kubeconfig.json');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'nowhere', cluster: { server: 'https://127.0.0.1:9' } }],
    users: [{ name: 'nobody', user: { token: 'none' } }],
    contexts: names.map(name => ({ name, context: { cluster: 'nowhere', user: 'nobody' } })),
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

async function copyRow(
  knex: Knex,
  table: string,
  which: Record<string, string>,
  count: number,
  change: (index: number) => Record<string, string>,
): Promise<void> {
  const row = await knex(table).where(which).first();
  const copies = Array.from({ length: count - 1 }, (_, index) => ({
    ...row,
    ...change(index + 1),
  }));
  await knex.batchInsert(table, copies, 20);
}
