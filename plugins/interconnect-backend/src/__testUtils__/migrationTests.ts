import { readdirSync } from 'node:fs';
import {
  applyStep,
  AppliedNetwork,
  isOutstanding,
  plan,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { inputFor } from '@interconnect/workflows/testing';
import type { Knex } from 'knex';
import { initialFold } from '../projection/foldStarted';
import type { RolloutFold } from '../projection/RolloutFold';
import { migrations } from '../store/database';
import { auditProblems } from './auditProblems';
import { createStores } from './createStores';
import { desiredNetwork } from './desiredNetwork';
import { oldLog } from './oldLog';

const project = 'edge-shop';
const time = '2026-11-22T10:00:00.000Z';
const names = readdirSync(migrations.directory).sort();
/** From here on the columns that `networkRow` and `rolloutRow` write are others. */
const others = names.indexOf('20261129_heads.js');

/** A network of that name as its first rollout left it, or leaves it while it runs. */
function networkOf(name: string, state: RolloutState) {
  const desired = desiredNetwork(name, 'cluster-2');
  const input = inputFor(desired, { rolloutId: `r-${name}`, network: name });
  const ended = state === 'Succeeded';
  const applied = plan({}, desired).steps.reduce<AppliedNetwork>(
    (before, step) => (ended ? applyStep(before, step) : before),
    {},
  );
  const begun = initialFold(input, time);
  const fold: RolloutFold = {
    ...begun,
    state,
    applied,
    runs: ['run'],
    position: { runId: 'run', eventId: 9 },
    ...(ended && {
      through: 'service:plugin:mcp-actions',
      endedAt: '2026-11-22T10:05:00.000Z',
      message: 'as asked',
      steps: begun.steps.map(step => ({ ...step, state: 'Succeeded', attempt: 1 })),
    }),
  };
  return { desired, applied, fold, input };
}

const settled = networkOf('shop', 'Succeeded');
const running = networkOf('tills', 'Running');

function networkRow({ desired, applied }: ReturnType<typeof networkOf>) {
  return {
    project,
    name: desired.name,
    generation: 1,
    revision: 2,
    desired: JSON.stringify(desired),
    applied: JSON.stringify(applied),
    observation: null,
    succeeded: JSON.stringify(desired),
    created_at: time,
    updated_at: time,
    deleted_at: null,
  };
}

function rolloutRow({ input, fold }: ReturnType<typeof networkOf>) {
  return {
    id: input.rolloutId,
    project,
    network: input.network,
    operation: input.operation,
    state: fold.state,
    generation: 1,
    requested_by: input.requestedBy,
    requested_at: time,
    ended_at: fold.endedAt ?? null,
    confirmed_at: time,
    workflow_id: `interconnect.${project}.${input.network}`,
    run_id: 'run',
    plan_digest: input.planDigest,
    desired: JSON.stringify(input.desired),
    fold: JSON.stringify(fold),
    position_run: 'run',
    position_event: 9,
  };
}

/**
 * Whatever version a database is of, what is in it is there in the newest one, and again in the old
 * one.
 */
// eslint-disable-next-line jest/no-export
export function migrationTests(
  createDatabase: () => Promise<{ knex: Knex; remove(): Promise<void> }>,
): void {
  let knex: Knex;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ knex, remove } = await createDatabase());
  });
  afterEach(() => remove());

  async function fill(version: number) {
    for (let index = 0; index <= version; index++) {
      await knex.migrate.up(migrations);
    }
    await knex('networks').insert([networkRow(settled), networkRow(running)]);
    await knex('rollouts').insert([rolloutRow(settled), rolloutRow(running)]);
    await knex('manifests').insert({ digest: 'd', text: 'kind: none', created_at: time });
    if (await knex.schema.hasTable('audit')) {
      await knex('audit').insert(oldLog(project, 'shop', ['10:00', '10:01']));
    }
  }

  const dump = async () => ({
    networks: await knex('networks').orderBy('name'),
    rollouts: await knex('rollouts').orderBy('id'),
    manifests: await knex('manifests'),
    audit: (await knex.schema.hasTable('audit')) ? await knex('audit').orderBy('sequence') : [],
  });

  async function expectReadable() {
    const { networks, rollouts, audit } = await createStores(knex);
    expect(await networks.getNetwork(project, 'shop')).toMatchObject({
      generation: 1,
      revision: 2,
      desired: settled.desired,
      applied: settled.applied,
      succeeded: settled.desired,
    });
    const heads = await networks.listHeads({ limit: 10 }, project);
    expect(heads.map(({ name }) => name)).toEqual(['shop', 'tills']);
    expect(heads[0].standing.clusters).toEqual(['cluster-1', 'cluster-2']);
    expect(isOutstanding(heads[0].outstanding!)).toBe(false);
    expect(heads[1].open).toMatchObject({ id: 'r-tills', state: 'Running', generation: 1 });

    const [head] = await rollouts.listRollouts(project, 'shop', { limit: 10 });
    const all = settled.fold.steps.length;
    expect(head).toMatchObject({
      id: 'r-shop',
      state: 'Succeeded',
      startedAt: settled.fold.startedAt,
      endedAt: settled.fold.endedAt,
      message: 'as asked',
      through: 'service:plugin:mcp-actions',
      planDigest: settled.input.planDigest,
      currentRunId: 'run',
      counts: { all, done: all, skipped: 0, failed: 0 },
    });
    const { fold } = (await rollouts.load('r-tills'))!;
    expect(fold).toEqual(JSON.parse(JSON.stringify(running.fold)));
    // Its history is read on from where it was.
    const next = { ...fold, position: { runId: 'run', eventId: 10 } };
    const network = { applied: {} };
    const save = { rolloutId: 'r-tills', expected: fold.position, fold: next, audit: [], network };
    expect(await rollouts.save(save)).toBe(true);
    expect(await rollouts.save({ ...save, expected: next.position, fold })).toBe(true);
    expect(await networks.getManifests(['d'])).toEqual({ d: 'kind: none' });
    const log = await audit.readAudit(project, { limit: 10, after: 0 });
    expect(auditProblems(log)).toEqual([]);
    return log.length;
  }

  it.each(names.slice(0, others).map((name, version) => [name, version] as const))(
    'keeps what was written at %s, up, down and up again',
    async (_, version) => {
      await fill(version);
      const before = await dump();
      await knex.migrate.latest(migrations);
      const entries = await expectReadable();
      expect(entries > 0).toBe(before.audit.length > 0);
      await knex('networks').update({ revision: 2 });
      for (let index = names.length - 1; index > version; index--) {
        await knex.migrate.down(migrations);
      }
      expect(await dump()).toEqual(before);
      await knex.migrate.latest(migrations);
      expect(await expectReadable()).toBe(entries);
    },
  );

  it('leaves nothing behind when all of it is taken back', async () => {
    await fill(0);
    await knex.migrate.latest(migrations);
    await knex.migrate.rollback(migrations, true);
    for (const table of ['networks', 'rollouts', 'rollout_folds', 'manifests', 'audit_log']) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
  });
}
