import type { Server } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import createKnex, { Knex } from 'knex';
import request from 'supertest';
import { testSigning } from '@interconnect/workflows/testing';
import { createInterconnectPlugin, Temporal } from '../plugin';
import type { TemporalOptions } from '../temporal/TemporalOptions';
import { createStores, Stores } from './createStores';
import { databases } from './databases';
import { openApiCheck } from './openApiCheck';

export interface Answer {
  status: number;
  body: any;
  headers: Record<string, string>;
}

/**
 * The plugin in a backend of its own, on a database in memory, with clusters cluster-1 to cluster-4
 * and the projects edge-shop and warehouse.
 */
export interface Api extends Stores {
  call(
    method: 'get' | 'put' | 'post' | 'delete',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  server: Server;
  /** Folder of the manifests. */
  root: string;
  stop(): Promise<void>;
}

/** A System as the catalog has it. */
const system = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name, namespace: 'default' },
  spec: { owner },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

/**
 * @param options - `temporal`: instead of a client for what the configuration names; `features`:
 *   further or other services; `config`: of `interconnect`; `reading`: of `backend`; `root`: of the
 *   root of the configuration; `knex`: a database that outlives the backend; `entities`: further ones
 *   of the catalog
 */
export async function startApi(options: {
  temporal?: (options: TemporalOptions) => Temporal;
  features?: BackendFeature[];
  config?: JsonObject;
  reading?: JsonObject;
  root?: JsonObject;
  knex?: Knex;
  entities?: Entity[];
}): Promise<Api> {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
  const root = join(folder, 'manifests');
  mkdirSync(root);
  const kubeconfig = join(folder, 'kubeconfig.json');
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(4)));
  const knex =
    options.knex ??
    createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
  const backend = await startTestBackend({
    features: [
      createInterconnectPlugin(options.temporal),
      catalogServiceMock.factory({
        entities: [
          system('edge-shop', 'group:default/edge-team'),
          system('warehouse', 'group:default/warehouse-team'),
          ...(options.entities ?? []),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          ...options.root,
          ...(options.reading && { backend: { reading: options.reading } }),
          interconnect: {
            kubeconfig,
            clusters: [{ name: 'cluster-4', projects: ['warehouse'] }],
            manifests: { root },
            signing: testSigning,
            tenancy: {
              projects: [
                {
                  project: '*',
                  namespaces: ['{project}', '{project}-*', 'shop', 'test', 'web'],
                  networkNamespaces: ['interconnect', 'interconnect-*', 'ours'],
                },
              ],
            },
            // Tests ask faster than people.
            rateLimits: { changesPerCaller: 1e6, changesPerProject: 1e6, readsPerCaller: 1e6 },
            ...options.config,
          },
        },
      }),
      databases(knex),
      ...(options.features ?? []),
    ],
  });
  const check = openApiCheck();
  return {
    root,
    server: backend.server,
    ...(await createStores(knex)),
    async call(method, path, body, headers = {}) {
      let call = request(backend.server)[method](`/api/interconnect${path}`);
      for (const [name, value] of Object.entries({
        authorization: mockCredentials.user.header('user:default/guest'),
        ...headers,
      })) {
        call = value === '' ? call : call.set(name, value);
      }
      const answer = await (body === undefined ? call : call.send(body as object));
      check(method, path.split('?')[0], answer.status, withoutStack(answer.body));
      return { status: answer.status, body: answer.body, headers: answer.headers };
    },
    async stop() {
      await backend.stop();
      if (!options.knex) {
        await knex.destroy();
      }
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * Backstage shows stacks while NODE_ENV is `development`; see `withoutStackTraces` of the backend.
 */
function withoutStack(body: any): unknown {
  if (process.env.NODE_ENV !== 'development' || !body?.error) {
    return body;
  }
  const { stack: _, ...error } = body.error;
  return { ...body, error };
}

function kubeconfigOf(clusters: number): object {
  const names = Array.from({ length: clusters }, (_, index) => `cluster-${index + 1}`);
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'nowhere', cluster: { server: 'https://127.0.0.1:9' } }],
    users: [{ name: 'nobody', user: { token: 'none' } }],
    contexts: names.map(name => ({ name, context: { cluster: 'nowhere', user: 'nobody' } })),
  };
}
