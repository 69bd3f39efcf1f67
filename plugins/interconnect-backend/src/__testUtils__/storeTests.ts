import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  type AppliedNetwork,
  applyStep,
  type NetworkObservation,
  plan,
  stepDigest,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { inputFor } from '@interconnect/workflows/testing';
import { auditProblems } from './auditProblems';
import { initialFold } from '../projection/foldStarted';
import { networkEffects } from '../projection/foldEnd';
import { noPosition } from '../projection/RolloutFold';
import type { NewAuditEntry } from '../store/AuditStore';
import type { NetworkPage } from '../store/NetworkStore';
import type { Reservation } from '../store/RolloutStore';
import { createStores, Stores } from './createStores';
import { endRollout } from './endRollout';
import { oldLog } from './oldLog';
import { desiredNetwork } from './desiredNetwork';

const project = 'edge-shop';

function entry(action: string): NewAuditEntry {
  return {
    time: new Date().toISOString(),
    actor: 'user:default/guest',
    action,
    subject: 'edge-shop/shop',
    outcome: 'accepted',
  };
}

function reservation(
  id: string,
  options: { revision?: number; desired?: Reservation['input']['desired'] } = {},
): Reservation {
  const { desired = desiredNetwork('shop', 'cluster-2') } = options;
  return reservationOf(inputFor(desired, { rolloutId: id }), options);
}

function reservationOf(
  input: Reservation['input'],
  { revision }: { revision?: number } = {},
): Reservation {
  const requestedAt = new Date().toISOString();
  return {
    input,
    fold: initialFold(input, requestedAt),
    workflowId: 'interconnect.edge-shop.shop',
    requestedAt,
    revision,
  };
}

/** What the stores promise, whatever database is below it. */
// eslint-disable-next-line jest/no-export
export function storeTests(
  createDatabase: () => Promise<{ knex: Knex; remove(): Promise<void> }>,
): void {
  let knex: Knex;
  let remove: () => Promise<void>;
  let networks: Stores['networks'];
  let rollouts: Stores['rollouts'];
  let audit: Stores['audit'];

  beforeEach(async () => {
    ({ knex, remove } = await createDatabase());
    ({ networks, rollouts, audit } = await createStores(knex));
  });
  afterEach(() => remove());

  const saveShop = (generation = 1, revision?: number) =>
    networks.saveDocument({
      desired: desiredNetwork('shop'),
      generation,
      revision,
      audit: entry('network.create'),
    });

  it('keeps a document, and refuses one that was decided on an older revision', async () => {
    expect(await networks.getNetwork(project, 'shop')).toBeUndefined();
    expect(await saveShop()).toBe('done');
    expect(await networks.getNetwork(project, 'shop')).toEqual({
      project,
      name: 'shop',
      generation: 1,
      revision: 1,
      desired: desiredNetwork('shop'),
      applied: {},
      standing: { clusters: [], hubs: [], services: [] },
      outstanding: { steps: [['cluster-1']], removals: [] },
      succeeded: desiredNetwork('shop'),
    });
    expect(await saveShop(2)).toBe('changed');
    expect(await saveShop(2, 1)).toBe('done');
    expect(await saveShop(3, 1)).toBe('changed');
    expect(await networks.getNetwork(project, 'shop')).toMatchObject({
      generation: 2,
      revision: 2,
    });
  });

  it('reads what stands as it was kept when each link listed all servers, and plans nothing again', async () => {
    const desired = desiredNetwork('shop', 'cluster-2');
    desired.document.applications = [
      {
        name: 'my-backend',
        clusters: ['cluster-1'],
        namespace: 'shop',
        expose: true,
        source: { kind: 'existing', services: ['my-backend'] },
      },
    ];
    const applied = plan({}, desired).steps.reduce<AppliedNetwork>(
      (before, step) => applyStep(before, step),
      {},
    );
    const former = structuredClone(applied) as Record<string, any>;
    const { servers } = former['publishServices@cluster-1'].input;
    delete former['publishServices@cluster-2'];
    const input = { ...former['linkSpoke@cluster-2'].input, servers };
    former['linkSpoke@cluster-2'] = { input, digest: stepDigest(input), state: 'applied' };

    await networks.saveDocument({
      desired,
      generation: 1,
      revision: undefined,
      audit: entry('network.create'),
    });
    await knex('networks').update({ applied: JSON.stringify(former) });
    const read = (await networks.getNetwork(project, 'shop'))!;
    expect(read.applied).toEqual(applied);
    expect(plan(read.applied, desired).steps).toEqual([]);
  });

  it('lists networks of a project by name, page by page', async () => {
    for (const name of ['b', 'a', 'c']) {
      await networks.saveDocument({
        desired: desiredNetwork(name),
        generation: 1,
        revision: undefined,
        audit: entry('network.create'),
      });
    }
    const names = async (page: NetworkPage) =>
      (await networks.listHeads(page, project)).map(({ name }) => name);
    expect(await names({ limit: 2 })).toEqual(['a', 'b']);
    expect(await names({ limit: 2, after: { project, name: 'b' } })).toEqual(['c']);
    expect(await networks.listHeads({ limit: 10 }, 'warehouse')).toEqual([]);
    const all = async (page: NetworkPage) =>
      (await networks.listAllNetworks(page)).map(({ name }) => name);
    expect(await all({ limit: 2 })).toEqual(['a', 'b']);
    expect(await all({ limit: 2, after: { project, name: 'b' } })).toEqual(['c']);
    expect(await all({ limit: 2, after: { project: 'a', name: 'z' } })).toEqual(['a', 'b']);
    expect(await networks.listClaims()).toHaveLength(3);
  });

  it('never uses a generation again, and forgets what was applied', async () => {
    await saveShop();
    expect(
      await networks.removeNetwork({
        project,
        name: 'shop',
        revision: 1,
        audit: entry('network.delete'),
      }),
    ).toBe('done');
    expect(await networks.getNetwork(project, 'shop')).toBeUndefined();
    expect(await networks.listHeads({ limit: 10 }, project)).toEqual([]);
    expect(await networks.nextGeneration(project, 'shop')).toBe(2);
    expect(await saveShop(2)).toBe('done');
    expect(await networks.getNetwork(project, 'shop')).toMatchObject({
      generation: 2,
      applied: {},
    });
  });

  it('has one open rollout a network, also when several ask at the same time', async () => {
    const outcomes = await Promise.all(
      ['r1', 'r2', 'r3', 'r4'].map(id => rollouts.reserve(reservation(id))),
    );
    expect(outcomes.filter(outcome => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter(outcome => outcome === 'changed')).toHaveLength(3);
    expect(await rollouts.listOpen()).toHaveLength(1);
    // Nothing is asked for as long as it is not confirmed.
    expect(await networks.getNetwork(project, 'shop')).toBeUndefined();
    expect(await saveShop()).toBe('changed');
  });

  it('guards the open rollout with an index as well', async () => {
    await rollouts.reserve(reservation('r1'));
    const row = await knex('rollouts').first();
    await expect(knex('rollouts').insert({ ...row, id: 'r2' })).rejects.toThrow(/unique/i);
    await knex('rollouts').where({ id: 'r1' }).update({ ended_at: 'now' });
    await knex('rollouts').insert({ ...row, id: 'r2' });
  });

  it('confirms once, releases only what was not confirmed', async () => {
    await rollouts.reserve(reservation('r1'));
    await rollouts.release('r1');
    expect(await rollouts.getRollout(project, 'shop', 'r1')).toBeUndefined();

    const second = reservation('r2');
    await rollouts.reserve(second);
    await rollouts.confirm('r2', 'run-2');
    await rollouts.confirm('r2', 'run-other');
    await rollouts.release('r2');
    const network = await networks.getNetwork(project, 'shop');
    expect(network).toMatchObject({
      generation: 1,
      desired: desiredNetwork('shop', 'cluster-2'),
      open: {
        id: 'r2',
        state: 'Running',
        operation: 'create',
        requestedAt: second.requestedAt,
        confirmed: true,
      },
    });
    const rollout = await rollouts.getRollout(project, 'shop', 'r2');
    expect(rollout).toMatchObject({ runId: 'run-2', confirmed: true });
    expect(rollout?.fold.steps.length).toBeGreaterThan(3);
    expect(await audit.listAudit(project, 'shop', { limit: 10 })).toMatchObject([
      {
        action: 'network.create',
        actor: 'user:default/guest',
        outcome: 'accepted',
        rolloutId: 'r2',
      },
    ]);
    expect(await rollouts.getRollout('warehouse', 'shop', 'r2')).toBeUndefined();
  });

  it('saves a fold only from the position that it was made from', async () => {
    await rollouts.reserve(reservation('r1'));
    await rollouts.confirm('r1', 'run-1');
    const { fold } = (await rollouts.load('r1'))!;
    const next = { ...fold, runs: ['run-1'], position: { runId: 'run-1', eventId: 1 } };
    const save = {
      rolloutId: 'r1',
      expected: fold.position,
      fold: next,
      audit: [],
      network: networkEffects(next),
    };
    expect(await rollouts.save(save)).toBe(true);
    expect(await rollouts.save(save)).toBe(false);
    expect((await rollouts.load('r1'))?.fold).toEqual(next);
    expect(await rollouts.save({ ...save, rolloutId: 'r9' })).toBe(false);
  });

  it('keeps texts that no database can keep, as they were hashed', async () => {
    const strange = 'a\0b\ud800c😀';
    await saveShop();
    for (const text of [strange, 'x'.repeat(100_000), '😀'.repeat(60_000)]) {
      await audit.append(project, 'shop', {
        ...entry('network.update'),
        actor: text,
        action: text,
        subject: text,
        message: text,
        rolloutId: text,
      });
    }
    const log = await audit.listAudit(project, 'shop', { limit: 10 });
    expect(log).toHaveLength(4);
    expect(log[1]).toMatchObject({ message: 'a\ufffdb\ufffdc😀', subject: 'a\ufffdb\ufffdc😀' });
    expect(auditProblems(log)).toEqual([]);
  });

  it('saves a fold with such texts, and the audit of a command about 40 steps', async () => {
    await rollouts.reserve(reservation('r1'));
    await rollouts.confirm('r1', 'run-1');
    const { fold } = (await rollouts.load('r1'))!;
    const [first, ...others] = fold.steps;
    const next = {
      ...fold,
      runs: ['run-1'],
      position: { runId: 'run-1', eventId: 1 },
      steps: [{ ...first, error: 'a\0b\ud800' }, ...others],
    };
    const steps = Array.from(
      { length: 40 },
      (_, index) => `deployApplication:web@cluster-${index}`,
    );
    const saved = await rollouts.save({
      rolloutId: 'r1',
      expected: fold.position,
      fold: next,
      audit: [
        {
          ...entry('rollout.retry'),
          subject: steps.join(', '),
          message: 'a\0b\ud800',
          rolloutId: 'r1',
          source: { runId: 'run-1', eventId: 1, index: 0 },
        },
      ],
      network: networkEffects(next),
    });
    expect(saved).toBe(true);
    const log = await audit.listAudit(project, 'shop', { limit: 10 });
    expect(log.at(-1)).toMatchObject({ action: 'rollout.retry', message: 'a\ufffdb\ufffd' });
    expect(auditProblems(log)).toEqual([]);
  });

  it('confirms what the projection has seen running', async () => {
    await rollouts.reserve(reservation('r1'));
    await endRollout(rollouts, 'r1');
    const network = (await networks.getNetwork(project, 'shop'))!;
    expect(network).toMatchObject({
      generation: 1,
      succeeded: desiredNetwork('shop', 'cluster-2'),
    });
    expect(Object.keys(network.applied)).toContain('linkSpoke@cluster-2');
    expect(network.open).toBeUndefined();
    await rollouts.confirm('r1', 'run-of-r1');
    const actions = (await audit.listAudit(project, 'shop', { limit: 10 })).map(
      ({ action }) => action,
    );
    expect(actions).toEqual(['network.create', 'rollout.succeeded']);
  });

  it('takes back a rollout that never reached Temporal', async () => {
    await rollouts.reserve(reservation('r1'));
    const { fold } = (await rollouts.load('r1'))!;
    const lost = {
      ...fold,
      state: 'Failed' as const,
      endedAt: 'now',
      position: { runId: '', eventId: 1 },
    };
    await rollouts.save({
      rolloutId: 'r1',
      expected: noPosition,
      fold: lost,
      audit: [],
      network: networkEffects(lost),
    });
    expect(await rollouts.getRollout(project, 'shop', 'r1')).toBeUndefined();
    expect(await rollouts.reserve(reservation('r2'))).toBe('done');
  });

  it('goes back to the previous document, or to none, after a rollback', async () => {
    await rollouts.reserve(reservation('r1'));
    await endRollout(rollouts, 'r1');
    const before = (await networks.getNetwork(project, 'shop'))!;
    const wider = desiredNetwork('shop', 'cluster-2', 'cluster-3');
    const input = inputFor(wider, {
      rolloutId: 'r2',
      generation: 2,
      applied: before.applied,
      previous: before.succeeded,
    });
    await rollouts.reserve(reservationOf(input, { revision: before.revision }));
    await endRollout(rollouts, 'r2', 'RolledBack');
    expect(await networks.getNetwork(project, 'shop')).toMatchObject({
      generation: 3,
      desired: before.desired,
      applied: before.applied,
      succeeded: before.desired,
    });

    const now = (await networks.getNetwork(project, 'shop'))!;
    const gone = inputFor(undefined, { rolloutId: 'r3', generation: 3, applied: now.applied });
    await rollouts.reserve(reservationOf(gone, { revision: now.revision }));
    await endRollout(rollouts, 'r3');
    expect(await networks.getNetwork(project, 'shop')).toBeUndefined();
    const listed = await rollouts.listRollouts(project, 'shop', { limit: 10 });
    expect(listed.map(({ id }) => id)).toEqual(['r3', 'r2', 'r1']);
  });

  describe('with a rollout that nobody approves', () => {
    const approval = {
      reasons: ['cluster-1 has the label environment: production'],
      approvers: ['group:default/platform-team'],
      selfApproval: false,
      expiresAfterSeconds: 60,
    };
    const reserve = async (id: string, desired?: ReturnType<typeof desiredNetwork>) => {
      const now = await networks.getNetwork(project, 'shop');
      const input = inputFor(desired, {
        rolloutId: id,
        generation: await networks.nextGeneration(project, 'shop'),
        applied: now?.applied,
        previous: now?.succeeded,
        approval,
      });
      await rollouts.reserve(reservationOf(input, { revision: now?.revision }));
      await rollouts.confirm(id, `run-of-${id}`);
    };

    it('lists it among those that are to be read', async () => {
      await reserve('r1', desiredNetwork('shop', 'cluster-2'));
      expect((await rollouts.listOpen()).map(({ id }) => id)).toEqual(['r1']);
      expect((await networks.getNetwork(project, 'shop'))?.open).toMatchObject({
        state: 'AwaitingApproval',
      });
    });

    it('forgets a network that was not there before', async () => {
      await reserve('r1', desiredNetwork('shop', 'cluster-2'));
      await endRollout(rollouts, 'r1', 'Canceled');
      expect(await networks.getNetwork(project, 'shop')).toBeUndefined();
      expect(await networks.listClaims()).toEqual([]);
      expect((await rollouts.getRollout(project, 'shop', 'r1'))?.fold.state).toBe('Canceled');
      // Nor does it come back with what was there before it.
      await reserve('r2', desiredNetwork('shop', 'cluster-2'));
      await endRollout(rollouts, 'r2', 'Canceled');
      expect(await networks.getNetwork(project, 'shop')).toBeUndefined();
    });

    it('has the document again that stood before, also one that never succeeded', async () => {
      await rollouts.reserve(reservation('r1'));
      await endRollout(rollouts, 'r1');
      const before = (await networks.getNetwork(project, 'shop'))!;
      const failed = desiredNetwork('shop', 'cluster-2', 'cluster-3');
      const input = inputFor(failed, { rolloutId: 'r2', generation: 2, applied: before.applied });
      await rollouts.reserve(reservationOf(input, { revision: before.revision }));
      await endRollout(rollouts, 'r2', 'Failed');

      await reserve('r3', desiredNetwork('shop', 'cluster-4'));
      expect((await networks.getNetwork(project, 'shop'))?.generation).toBe(3);
      await endRollout(rollouts, 'r3', 'Canceled');
      const after = (await networks.getNetwork(project, 'shop'))!;
      expect(after).toMatchObject({
        generation: 4,
        desired: failed,
        applied: before.applied,
        succeeded: before.desired,
      });

      await reserve('r4');
      await endRollout(rollouts, 'r4', 'Canceled');
      expect(await networks.getNetwork(project, 'shop')).toMatchObject({
        generation: 4,
        desired: failed,
        applied: before.applied,
      });
    });
  });

  it('keeps the newest observation, and only of the network that it was made of', async () => {
    const at = (ms: number) => ({
      observedAt: new Date(Date.now() + ms).toISOString(),
      members: [],
      services: [],
    });
    const save = (revision: number, observation: NetworkObservation) =>
      networks.saveObservation({ project, name: 'shop', revision, observation });
    const observed = async () => (await networks.getNetwork(project, 'shop'))?.observation;

    expect(await save(1, at(1_000))).toBe(false);
    await saveShop();
    const [first, second] = [at(1_000), at(2_000)];
    expect(await save(1, at(-60_000))).toBe(false);
    expect(await save(1, first)).toBe(true);
    expect(await save(1, first)).toBe(false);
    expect(await save(1, second)).toBe(true);
    expect(await save(1, first)).toBe(false);
    expect(await observed()).toEqual(second);
    // Nobody who decided on this revision is disturbed.
    expect(await saveShop(2, 1)).toBe('done');
    expect(await save(1, at(3_000))).toBe(false);
    expect(await observed()).toEqual(second);

    // What a rollout observed counts as much, and is saved with each of its events.
    await rollouts.reserve(
      reservationOf(
        inputFor(desiredNetwork('shop', 'cluster-2'), { rolloutId: 'r1', generation: 3 }),
        { revision: 2 },
      ),
    );
    await endRollout(rollouts, 'r1', 'Succeeded', at(1_500));
    expect(await observed()).toEqual(second);
    const { revision } = (await networks.getNetwork(project, 'shop'))!;
    const times = [3_000, 5_000, 4_000].map(at);
    await Promise.all(times.map(observation => save(revision, observation)));
    expect(await observed()).toEqual(times[1]);

    await networks.removeNetwork({
      project,
      name: 'shop',
      revision,
      audit: entry('network.delete'),
    });
    expect(await save(revision, at(6_000))).toBe(false);
    expect(await save(revision + 1, at(6_000))).toBe(false);
    await saveShop(4);
    expect(await observed()).toBeUndefined();
  });

  it('lists rollouts newest first, page by page', async () => {
    for (const id of ['r1', 'r2', 'r3']) {
      await rollouts.reserve({ ...reservation(id), requestedAt: '2026-11-22T10:00:00.000Z' });
      await knex('rollouts').update({ ended_at: 'now' });
    }
    const [first, second] = await rollouts.listRollouts(project, 'shop', { limit: 2 });
    expect([first.id, second.id]).toEqual(['r3', 'r2']);
    const { requestedAt, id } = second;
    const rest = await rollouts.listRollouts(project, 'shop', {
      limit: 2,
      after: { requestedAt, id },
    });
    expect(rest.map(rollout => rollout.id)).toEqual(['r1']);
  });

  it('chains the audit, also when many write at the same time', async () => {
    await audit.append(project, 'never-there', entry('refused'));
    await saveShop();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        audit.append(project, index % 2 ? 'shop' : 'other', entry(`a${index}`)),
      ),
    );
    const entries = await audit.readAudit(project, { limit: 100, after: 0 });
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
    expect(entries).toHaveLength(12);
    expect(await audit.countAudit(project)).toBe(12);
    expect(await audit.listProjects()).toEqual([project]);
    const ofShop = entries.filter(({ network }) => network === 'shop');
    expect(await audit.listAudit(project, 'shop', { limit: 100 })).toEqual(ofShop);
    expect(await audit.listAudit(project, 'never-there', { limit: 100 })).toEqual([entries[0]]);
    expect(auditProblems(entries)).toEqual([]);
    expect(await audit.listAudit(project, 'shop', { limit: 3, after: 9 })).toEqual(
      ofShop.filter(({ sequence }) => sequence > 9),
    );
  });

  it('keeps one head of an entry, whoever signs first', async () => {
    const signed = await Promise.all(
      ['a', 'b'].map(signature => audit.saveHead(project, { sequence: 7, signature })),
    );
    expect(signed.filter(Boolean)).toHaveLength(1);
    expect(await audit.saveHead(project, { sequence: 3, signature: 'c' })).toBe(true);
    expect((await audit.listHeads(project)).map(({ sequence }) => sequence)).toEqual([3, 7]);
  });

  it('makes one log of those of the networks, and takes it apart again', async () => {
    const directory = resolvePackagePath(
      '@interconnect/backstage-plugin-interconnect-backend',
      'migrations',
    );
    const down = () =>
      knex.migrate.down({ directory, name: '20261128_audit_by_project.js' } as never);
    await down();
    const rows = [
      ...oldLog(project, 'shop', ['10:00', '10:02', '10:01', '10:03']),
      ...oldLog(project, 'café', ['10:01', '10:05']),
      ...oldLog('warehouse', 'shop', ['09:00']),
    ];
    await knex.batchInsert('audit', rows, 50);
    await knex.migrate.latest({ directory });
    const entries = await audit.readAudit(project, { limit: 100, after: 0 });
    expect(auditProblems(entries)).toEqual([]);
    expect(entries.map(({ network, time }) => `${network} ${time.slice(11, 16)}`)).toEqual([
      'shop 10:00',
      'café 10:01',
      'shop 10:02',
      'shop 10:01',
      'shop 10:03',
      'café 10:05',
      expect.stringMatching(/^ \d\d:\d\d$/),
    ]);
    expect(entries[1].actor).toBe('external:ci');
    expect(entries.at(-1)).toMatchObject({
      actor: 'system',
      action: 'audit.migrated',
      message: expect.stringContaining(`shop 4 ${rows[3].hash}`),
    });
    expect(entries.at(-1)?.message).not.toContain('broken');
    await audit.append(project, 'shop', entry('later'));

    await down();
    const select = () => knex('audit').orderBy(['project', 'network', 'sequence']);
    const back = await select();
    expect(back.filter(({ action }) => action !== 'later')).toEqual(
      [...rows].sort((a, b) =>
        [a.project, a.network, a.sequence].join() < [b.project, b.network, b.sequence].join()
          ? -1
          : 1,
      ),
    );
    expect(back.find(({ action }) => action === 'later')).toMatchObject({ sequence: 5 });
    await knex('audit').where({ project, network: 'shop', sequence: 2 }).update({ actor: 'eve' });
    await knex.migrate.latest({ directory });
    const [note] = (await audit.readAudit(project, { limit: 100, after: 0 })).slice(-1);
    expect(note.message).toContain('(broken at 2)');
  });

  it('keeps manifests by digest', async () => {
    await networks.saveManifests({ d1: 'one', d2: 'two' });
    await networks.saveManifests({ d1: 'one' });
    expect(await networks.getManifests(['d1'])).toEqual({ d1: 'one' });
    await expect(networks.getManifests(['d1', 'd9'])).rejects.toThrow(/d9/);
  });

  it('migrates up and down', async () => {
    const directory = resolvePackagePath(
      '@interconnect/backstage-plugin-interconnect-backend',
      'migrations',
    );
    await saveShop();
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('networks')).toBe(false);
    expect(await knex.schema.hasTable('rollouts')).toBe(false);
    await knex.migrate.latest({ directory });
    expect(await knex('networks')).toEqual([]);
  });
}
