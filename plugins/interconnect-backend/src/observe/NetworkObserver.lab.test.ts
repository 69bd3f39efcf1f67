import { createServiceFactory } from '@backstage/backend-plugin-api';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type {
  Network,
  NetworkObservation,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client';
import {
  MockActivities,
  testCodec,
  testEncryption,
  TestWorker,
} from '@interconnect/workflows/testing';
import { Api, startApi } from '../__testUtils__/startApi';
import { lenientCodec } from '../temporal/lenientCodec';

jest.setTimeout(120_000);

const networks = '/v1/projects/edge-shop/networks';
const since = '2026-11-22T10:00:00Z';
const shop = {
  type: 'application-mesh',
  hub: { cluster: 'cluster-1', loadBalancer: { allowedSources: ['127.0.0.0/8'] } },
  spokes: [{ cluster: 'cluster-2' }, { cluster: 'cluster-3' }],
};

/**
 * The plugin on a real Temporal server with the real workflows; only the activities are stand-ins.
 */
describe('observing networks through Temporal', () => {
  let worker: TestWorker;
  let api: Api;
  let connection: Connection;
  let client: Client;
  let count = 0;
  let name: string;
  /** Links that are down. */
  let cut: Set<string>;
  let inputs: ObserveInput[];
  let signals: object[];

  const start = () =>
    startApi({
      config: {
        temporal: {
          address: process.env.TEMPORAL_ADDRESS!,
          taskQueue: worker.taskQueue,
          encryption: testEncryption,
        },
        observe: { interval: { seconds: 1 } },
      },
      features: [
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async signal => void signals.push(signal) }),
        }),
      ],
    });
  const schedule = () => client.schedule.getHandle(`interconnect-observe.edge-shop.${name}`);

  beforeAll(async () => {
    const address = process.env.TEMPORAL_ADDRESS;
    if (!address) throw new Error('TEMPORAL_ADDRESS is not set: run this test by `npm test`');
    worker = await TestWorker.connect(address);
    connection = await Connection.connect({ address });
    client = new Client({
      connection,
      dataConverter: { payloadCodecs: [lenientCodec(testCodec)] },
    });
  });
  afterAll(async () => {
    await connection?.close();
    await worker?.close();
  });
  beforeEach(async () => {
    name = `n${Date.now().toString(36)}${count++}`;
    cut = new Set();
    inputs = [];
    signals = [];
    api = await start();
  });
  afterEach(async () => {
    await api.stop();
    await schedule()
      .delete()
      .catch(() => {});
  });

  const path = () => `${networks}/${name}`;
  const get = async (): Promise<Network> => (await api.call('get', path())).body;

  async function observe(input: ObserveInput): Promise<NetworkObservation> {
    inputs.push(input);
    const observedAt = new Date().toISOString();
    return {
      observedAt,
      members: input.members.map(({ cluster, role }) => ({
        cluster,
        role,
        observedAt,
        state: cut.has(cluster) ? 'NotReady' : 'Ready',
        ...(role === 'spoke' && {
          link: cut.has(cluster) ? { state: 'Down', since } : { state: 'Up' },
        }),
      })),
      services: [],
    };
  }

  /** A worker is there meanwhile. */
  const during = <T>(work: () => Promise<T>) =>
    worker.during({ all: { ...new MockActivities().all, observe } }, work);

  async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
    for (const end = Date.now() + 30_000; ;) {
      const seen = await look();
      if (holds(seen)) return seen;
      if (Date.now() > end) throw new Error(`Not there: ${JSON.stringify(seen, null, 1)}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  async function rollOut(document: object): Promise<string> {
    const current = await api.call('get', path());
    const match: Record<string, string> =
      current.status === 200 ? { 'if-match': current.headers.etag } : {};
    const { status, body } = await api.call('put', path(), document, match);
    expect(status).toBe(200);
    await until(get, network => network.rollout === undefined);
    return body.rollout.id;
  }
  async function isListedAsPaused(): Promise<boolean> {
    for await (const { scheduleId, state } of client.schedule.list()) {
      if (scheduleId === schedule().scheduleId) return state.paused;
    }
    return false;
  }
  const linkOf = (network: Network, cluster: string) =>
    network.status.members.find(member => member.cluster === cluster)?.link;

  it('shows which link is down without any rollout, follows the network, and ends with it', async () => {
    await during(async () => {
      const rollout = await rollOut(shop);
      expect(signals).toContainEqual({
        recipients: { type: 'broadcast' },
        channel: 'interconnect:rollouts',
        message: { rollout },
      });
      const up = await until(get, ({ status }) => status.phase === 'Ready');
      const description = await schedule().describe();
      expect(description).toMatchObject({
        policies: { overlap: 'SKIP', catchupWindow: 10_000 },
        spec: { intervals: [{ every: 1_000 }] },
        action: { workflowType: 'observe', taskQueue: worker.taskQueue },
        state: { paused: false },
        searchAttributes: { InterconnectProject: ['edge-shop'], InterconnectNetwork: [name] },
      });
      expect(inputs.at(-1)?.members.map(({ cluster }) => cluster)).toEqual([
        'cluster-1',
        'cluster-2',
        'cluster-3',
      ]);

      cut.add('cluster-3');
      const down = await until(get, ({ status }) => status.phase === 'Degraded');
      expect(linkOf(down, 'cluster-3')).toEqual({ state: 'Down', since });
      // Nothing on the clusters tells it: since the first observation that found it so.
      const first = linkOf(up, 'cluster-2')?.since;
      expect(first).toEqual(expect.any(String));
      expect(linkOf(down, 'cluster-2')).toEqual({ state: 'Up', since: first });
      expect(Date.parse(down.status.observedAt!)).toBeGreaterThan(
        Date.parse(up.status.observedAt!),
      );
      cut.clear();
      await until(get, ({ status }) => status.phase === 'Ready');

      // A person pauses it; it stays so when it has to follow the network.
      await schedule().pause('maintenance');
      await until(isListedAsPaused, paused => paused);
      await rollOut({ ...shop, spokes: [{ cluster: 'cluster-2' }] });
      const replaced = await until(
        () =>
          schedule()
            .describe()
            .catch(() => undefined),
        seen => (seen?.action.args?.[0] as ObserveInput | undefined)?.members.length === 2,
      );
      expect(replaced?.state).toMatchObject({ paused: true, note: 'maintenance' });
      await schedule().unpause();
      await until(get, ({ status }) => status.phase === 'Ready');

      await api.call('delete', path(), undefined, { 'if-match': '*' });
      await until(
        () => api.call('get', path()),
        ({ status }) => status === 404,
      );
      await until(
        () =>
          schedule()
            .describe()
            .then(
              () => 'there',
              error => error,
            ),
        seen => seen instanceof ScheduleNotFoundError,
      );
    });
  });

  it('has a network shown that has no members, as soon as it is there and while it is', async () => {
    await during(async () => {
      expect((await api.call('put', path(), { type: 'application-mesh' })).status).toBe(200);
      await until(
        async () => inputs.at(-1)?.unapplied,
        seen => seen?.phase === 'Empty',
      );
      expect((await get()).status).toEqual({ phase: 'Empty', members: [], services: [] });
      await rollOut(shop);
      await until(get, ({ status }) => status.phase === 'Ready');
      const input = inputs.at(-1);
      expect(input?.members).toHaveLength(3);
      expect(input).not.toHaveProperty('unapplied');
    });
  });

  it('what Temporal keeps of an observation is little, and tells people what it is', async () => {
    await during(async () => {
      await rollOut(shop);
      await until(get, ({ status }) => status.phase === 'Ready');
    });
    const query = `InterconnectNetwork = '${name}' AND WorkflowType = 'observe' AND ExecutionStatus = 'Completed'`;
    const { value: info } = await client.workflow.list({ query })[Symbol.asyncIterator]().next();
    const handle = client.workflow.getHandle(info.workflowId, info.runId);
    const { events } = await handle.fetchHistory();
    expect(events?.length).toBeLessThanOrEqual(11);
    expect(await (await handle.describe()).staticSummary()).toBe(
      `observe network ${name} of edge-shop`,
    );
  });

  it('keeps the last observation while no worker is there, and goes on when one is back', async () => {
    await during(async () => {
      await rollOut(shop);
      await until(get, ({ status }) => status.phase === 'Ready');
    });
    const wait = () => new Promise(resolve => setTimeout(resolve, 3_500));
    await wait(); // What the worker did last is being read.
    const last = await get();
    await wait();
    expect((await get()).status).toEqual(last.status);
    const running = `InterconnectNetwork = '${name}' AND WorkflowType = 'observe' AND ExecutionStatus = 'Running'`;
    expect((await client.workflow.count(running)).count).toBeLessThanOrEqual(1);
    cut.add('cluster-2');
    await during(async () => {
      const seen = await until(get, ({ status }) => status.phase === 'Degraded');
      expect(linkOf(seen, 'cluster-2')?.state).toBe('Down');
    });
  });
});
