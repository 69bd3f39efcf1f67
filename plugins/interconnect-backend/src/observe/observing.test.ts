import type {
  DesiredNetwork,
  MemberObservation,
  NetworkObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import createKnex, { Knex } from 'knex';
import { inputFor } from '@interconnect/workflows/testing';
import { createStores } from '../__testUtils__/createStores';
import { endRollout } from '../__testUtils__/endRollout';
import { FakeObservations } from '../__testUtils__/FakeObservations';
import { desiredNetwork } from '../__testUtils__/desiredNetwork';
import type { DatabaseNetworkStore } from '../store/DatabaseNetworkStore';
import type { DatabaseRolloutStore } from '../store/DatabaseRolloutStore';
import { initialFold } from '../projection/foldStarted';
import { keepSchedules } from './keepSchedules';
import { ObservationReader } from './ObservationReader';

const settings = { intervalSeconds: 30, taskQueue: 'interconnect' };
const idOf = (name: string) => `interconnect-observe.edge-shop.${name}`;
const down: MemberObservation = {
  cluster: 'cluster-2',
  role: 'spoke',
  state: 'NotReady',
  link: { state: 'Down', since: '2026-11-22T10:00:00Z' },
};
const observationNow = (more: Partial<NetworkObservation> = {}): NetworkObservation => ({
  observedAt: new Date().toISOString(),
  members: [down],
  services: [],
  ...more,
});

/** Networks in a real store, Schedules in a stand-in. */
describe('observing networks', () => {
  let knex: Knex;
  let networks: DatabaseNetworkStore;
  let rollouts: DatabaseRolloutStore;
  let observations: FakeObservations;
  beforeEach(async () => {
    knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    ({ networks, rollouts } = await createStores(knex));
    observations = new FakeObservations();
  });
  afterEach(() => knex.destroy());

  const keep = (more = {}) => keepSchedules(networks, observations, { ...settings, ...more });
  const network = (name = 'shop') => networks.getNetwork('edge-shop', name);
  const scheduled = (name = 'shop') => observations.present.get(idOf(name))!.wanted!;

  /** A rollout that is open. */
  async function begin(id: string, spokes: string[] | undefined, name = 'shop') {
    const before = await network(name);
    const desired = spokes && desiredNetwork(name, ...spokes);
    const requestedAt = new Date().toISOString();
    const input = inputFor(desired, {
      rolloutId: id,
      network: name,
      generation: (before?.generation ?? 0) + 1,
      applied: before?.applied,
    });
    await rollouts.reserve({
      input,
      fold: initialFold(input, requestedAt),
      workflowId: `interconnect.edge-shop.${name}`,
      requestedAt,
      revision: before?.revision,
    });
    await rollouts.confirm(id, `run-of-${id}`);
  }
  async function rollOut(id: string, spokes: string[] | undefined, name = 'shop') {
    await begin(id, spokes, name);
    await endRollout(rollouts, id);
  }
  const draft = { type: 'application-mesh' as const };
  const save = (desired: DesiredNetwork) =>
    networks.saveDocument({
      desired,
      generation: 1,
      revision: undefined,
      audit: { time: 'now', actor: 'a', action: 'b', subject: 'c', outcome: 'accepted' },
    });
  async function showState(id: string, state: string) {
    await knex('rollouts').where({ id }).update({ state });
  }

  describe('keepSchedules', () => {
    it('makes a Schedule of each network that stands, once', async () => {
      await rollOut('r1', ['cluster-2']);
      await rollOut('r2', ['cluster-3'], 'stock');
      expect((await keep()).map(({ kind }) => kind)).toEqual(['create', 'create']);
      expect([...observations.present.keys()].sort()).toEqual([idOf('shop'), idOf('stock')]);
      expect(scheduled().input.members).toEqual([
        { cluster: 'cluster-1', role: 'hub' },
        { cluster: 'cluster-2', role: 'spoke' },
      ]);
      expect(await keep()).toEqual([]);
      expect(await keep({ intervalSeconds: 5 })).toHaveLength(2);
      expect(scheduled().intervalSeconds).toBe(5);
    });

    it('shows a network that stands on no member as the API does, and reads nothing for that', async () => {
      await save({ project: 'edge-shop', name: 'draft', document: draft, manifests: {} });
      await begin('r1', ['cluster-2']);
      await keep();
      // While a rollout is open, that is what is shown.
      expect([...observations.present.keys()]).toEqual([idOf('draft')]);
      expect(scheduled('draft').input).toEqual({
        network: { project: 'edge-shop', name: 'draft', namespace: 'interconnect-draft' },
        members: [],
        exposed: [],
        unapplied: { phase: 'Empty', members: [], services: [] },
      });
      expect(scheduled('draft').intervalSeconds).toBe(300);

      await endRollout(rollouts, 'r1', 'Failed');
      await keep();
      expect(scheduled().input.unapplied).toEqual({
        phase: 'Degraded',
        members: [
          { cluster: 'cluster-1', role: 'hub', state: 'Unknown' },
          { cluster: 'cluster-2', role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } },
        ],
        services: [],
      });
      expect(await keep()).toEqual([]);
      await rollOut('r2', ['cluster-2']);
      await keep();
      expect(scheduled().input).not.toHaveProperty('unapplied');
      expect(scheduled().intervalSeconds).toBe(30);
    });

    it('of more networks than are read at once', async () => {
      for (let index = 0; index < 101; index++) {
        await rollOut(`r${index}`, ['cluster-2'], `n${index}`);
      }
      expect(await keep()).toHaveLength(101);
    });

    it('follows a rollout when it has ended, or waits for a person', async () => {
      await rollOut('r1', ['cluster-2']);
      await keep();
      await begin('r2', ['cluster-2', 'cluster-3']);
      expect(await keep({ intervalSeconds: 5 })).toEqual([]);
      await showState('r2', 'Blocked');
      expect(await keep({ intervalSeconds: 5 })).toMatchObject([{ kind: 'replace' }]);
      await endRollout(rollouts, 'r2');
      await keep();
      expect(scheduled().input.members).toHaveLength(3);
    });

    it('one Schedule that cannot be made holds up no other', async () => {
      await rollOut('r1', ['cluster-2']);
      await rollOut('r2', ['cluster-3'], 'stock');
      const create = observations.create.bind(observations);
      observations.create = async wanted => {
        if (wanted.id === idOf('shop')) throw new Error('too large');
        await create(wanted);
      };
      await expect(keep()).rejects.toThrow('too large');
      expect([...observations.present.keys()]).toEqual([idOf('stock')]);
    });

    it('takes the Schedule away after the network', async () => {
      await rollOut('r1', ['cluster-2']);
      await keep();
      await begin('r2', undefined);
      expect(await keep()).toEqual([]);
      await endRollout(rollouts, 'r2');
      expect(await keep()).toEqual([{ kind: 'remove', id: idOf('shop') }]);
      expect(observations.present.size).toBe(0);
    });
  });

  describe('ObservationReader', () => {
    const reader = () => new ObservationReader(networks, observations, settings);
    const observed = async () => (await network())?.observation;

    it('takes the newest result of each network, each run once', async () => {
      await rollOut('r1', ['cluster-2']);
      await keep();
      observations.complete(scheduled(), observationNow({ members: [] }));
      const newest = observationNow();
      observations.complete(scheduled(), newest);
      const one = reader();
      expect(await one.look()).toBe(1);
      expect(await observed()).toEqual(newest);
      expect(await one.look()).toBe(0);
      expect(observations.done.filter(line => line.startsWith('result'))).toEqual(['result run-1']);
      // Another replica comes later: nothing becomes older.
      expect(await reader().look()).toBe(0);
      expect(await observed()).toEqual(newest);
    });

    it('takes nothing that was made of something else than what is applied now', async () => {
      await rollOut('r1', ['cluster-2']);
      await keep();
      const before = scheduled();
      await rollOut('r2', ['cluster-2', 'cluster-3']);
      observations.complete(before, observationNow());
      expect(await reader().look()).toBe(0);
      await keep();
      observations.complete(scheduled(), observationNow());
      expect(await reader().look()).toBe(1);
    });

    it('takes nothing of a network of which nothing was read', async () => {
      await save({ project: 'edge-shop', name: 'draft', document: draft, manifests: {} });
      await keep();
      observations.complete(scheduled('draft'), observationNow({ members: [] }));
      expect(await reader().look()).toBe(0);
      expect((await network('draft'))?.observation).toBeUndefined();
    });

    it('takes nothing of a network that is being removed, or is gone', async () => {
      await rollOut('r1', ['cluster-2']);
      await keep();
      const wanted = scheduled();
      await begin('r2', undefined);
      observations.complete(wanted, observationNow());
      expect(await reader().look()).toBe(0);
      await showState('r2', 'Blocked');
      expect(await reader().look()).toBe(1);
      await endRollout(rollouts, 'r2');
      observations.complete(wanted, observationNow());
      expect(await reader().look()).toBe(0);
      // The same network again: what was seen of the old one is not its own.
      await new Promise(resolve => setTimeout(resolve, 5));
      await rollOut('r3', ['cluster-2']);
      expect(await reader().look()).toBe(0);
      expect(await observed()).toBeUndefined();
    });

    it('goes on taking during a rollout that takes nothing away', async () => {
      await rollOut('r1', ['cluster-2']);
      await keep();
      await begin('r2', ['cluster-2', 'cluster-3']);
      observations.complete(scheduled(), observationNow());
      expect(await reader().look()).toBe(1);
      await showState('r2', 'RollingBack');
      observations.complete(scheduled(), observationNow());
      expect(await reader().look()).toBe(0);
    });

    it('asks only for what can be news, also after a long outage', async () => {
      const asked: number[] = [];
      observations.closed = async since => {
        asked.push(since.getTime());
        return [];
      };
      const one = reader();
      const now = Date.now();
      await one.look(now);
      await one.look(now + 5_000);
      await one.look(now + 3_600_000);
      expect(asked.map(since => since - now)).toEqual([-60_000, -30_000, 3_540_000]);
    });

    it('one network that cannot be read holds up no other, and is tried again', async () => {
      await rollOut('r1', ['cluster-2']);
      await rollOut('r2', ['cluster-3'], 'stock');
      await keep();
      observations.complete(scheduled('stock'), observationNow());
      observations.complete(scheduled(), observationNow());
      const read = observations.result.bind(observations);
      let isBroken = true;
      observations.result = async execution => {
        if (isBroken && execution.runId === 'run-1') throw new Error('not decoded');
        return read(execution);
      };
      const one = reader();
      await expect(one.look()).rejects.toThrow('not decoded');
      expect((await network('stock'))?.observation).toBeDefined();
      expect(await observed()).toBeUndefined();
      isBroken = false;
      expect(await one.look()).toBe(1);
      expect(await observed()).toBeDefined();
    });

    it('can do without a history that is gone', async () => {
      await rollOut('r1', ['cluster-2']);
      await keep();
      observations.complete(scheduled());
      expect(await reader().look()).toBe(0);
    });
  });
});
