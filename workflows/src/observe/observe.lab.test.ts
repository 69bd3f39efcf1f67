import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { ConfigReader } from '@backstage/config';
import {
  type NetworkObservation,
  type ObserveInput,
  observeWorkflowType,
  type StepInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { type Cluster, signObservation } from '@interconnect/backstage-plugin-interconnect-node';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { Bench, brokenCluster, example, RunOptions } from '../kubernetes/__testUtils__/Bench';
import {
  applicationStep,
  exposedBackend,
  hub,
  networkRef,
  spoke,
  stepsOf,
} from '../kubernetes/__testUtils__/steps';
import { kubectl, rowsOf, watching } from '../kubernetes/__testUtils__/kubectl';
import { createActivities } from '../kubernetes';
import { Mirror } from '../kubernetes/mirror/Mirror';
import { testSigner, testVerifier } from '../testing';
import { quietRuntime } from '../testing/quietRuntime';
import { buildWorkflowBundle } from '../worker/workflowBundle';

jest.setTimeout(180_000);

const network = networkRef('observed');
/** Its name in the mirror, where no project has short names. */
const link = `${spoke}.observed.edge-shop`;
const exposed = [exposedBackend('shop-observed')];
const input: ObserveInput = signObservation(testSigner, {
  network,
  members: [
    { cluster: hub, role: 'hub' },
    { cluster: spoke, role: 'spoke' },
  ],
  exposed,
});

/**
 * A network on the lab's real API servers, read by the real workflow and activity on a real
 * Temporal.
 */
describe('observe', () => {
  let bench: Bench;
  let native: NativeConnection;
  let connection: Connection;
  let client: Client;
  let mirror: Mirror;
  let workflowBundle: WorkflowBundleWithSourceMap;
  let steps: [StepInput, RunOptions?][];

  beforeAll(async () => {
    const address = process.env.TEMPORAL_ADDRESS;
    if (!address) throw new Error('TEMPORAL_ADDRESS is not set: this test needs npm test');
    bench = await Bench.attach();
    mirror = new Mirror({ clusters: () => bench.clusters, cluster: hub, verifier: testVerifier });
    quietRuntime();
    workflowBundle = await buildWorkflowBundle();
    native = await NativeConnection.connect({ address });
    connection = await Connection.connect({ address });
    client = new Client({ connection });
    const of = stepsOf(network, [bench.lab.pool()]);
    const manifest = example('my-backend').replaceAll(
      'namespace: shop',
      'namespace: shop-observed',
    );
    steps = [
      [of.createNetwork],
      [of.deployLoadBalancer],
      [of.deployHub],
      [of.deploySpoke],
      [applicationStep(network, { namespace: 'shop-observed' }), { manifest }],
      [of.linkSpoke],
      [of.publishOnSpoke, { exposed }],
      [of.publishServices, { exposed }],
    ];
    for (const [step, options] of steps) await bench.persist(step, options);
  });
  afterAll(async () => {
    await bench?.lab.heal(spoke);
    for (const [step] of [...(steps ?? [])].reverse()) {
      await bench.persist(step, { inverse: true });
    }
    const { signal } = new AbortController();
    await mirror?.sweep(async () => false, signal);
    await mirror?.sweep(async () => false, signal);
    await connection?.close();
    await native?.close();
  });

  async function withWorker<T>(clusters: Cluster[], work: (taskQueue: string) => Promise<T>) {
    const taskQueue = `observe-${randomUUID()}`;
    const activities = createActivities({ config: new ConfigReader({}), clusters, mirror });
    const worker = await Worker.create({
      connection: native,
      taskQueue,
      workflowBundle,
      activities,
    });
    return worker.runUntil(work(taskQueue));
  }

  const observeOnce = (clusters = bench.clusters) =>
    withWorker(clusters, async taskQueue => {
      const workflowId = `observe-test-${randomUUID()}`;
      const handle = await client.workflow.start(observeWorkflowType, {
        taskQueue,
        workflowId,
        args: [input],
      });
      const observation = (await handle.result()) as NetworkObservation;
      const { events = [] } = await handle.fetchHistory();
      return { observation, events: events ?? [] };
    });

  it('reads every member, in one activity and a short history', async () => {
    const { observation, events } = await observeOnce();
    expect(observation).toMatchObject({
      members: [
        { cluster: hub, role: 'hub', state: 'Ready' },
        { cluster: spoke, role: 'spoke', state: 'Ready', link: { state: 'Up' } },
      ],
      services: [{ ...exposed[0], state: 'Ready' }],
    });
    expect(events.length).toBeLessThanOrEqual(11);
    expect(Buffer.byteLength(JSON.stringify(observation))).toBeLessThan(1000);
  });

  it('tells since when a link is down, and that it is up again', async () => {
    const links = 'links.interconnect.app.edge-orchestrator.intel.com';
    const onHub = (...args: string[]) => kubectl(bench.lab, hub, ...args);
    const becomes = (status: string) =>
      onHub('wait', `--for=condition=Ready=${status}`, `${links}/${link}`, '--timeout=90s');
    const watched = watching(bench.lab, hub, 'get', links);
    const before = Date.now();
    await bench.lab.cut(spoke);
    const notReady = becomes('False');
    const until = async (state: string) => {
      for (let round = 0; ; round++) {
        const { observation } = await observeOnce();
        const [hubSeen, spokeSeen] = observation.members;
        if (spokeSeen.link?.state === state || round === 30) return { hubSeen, spokeSeen };
        await new Promise(resolve => setTimeout(resolve, 500));
      }
    };
    const cut = await until('Down');
    expect(cut).toMatchObject({
      hubSeen: { state: 'Ready' },
      spokeSeen: { state: 'NotReady', link: { state: 'Down' } },
    });
    await notReady;
    expect(rowsOf(await onHub('get', links, '-o', 'wide'))).toMatchObject([
      {
        ...{ NAME: link, PHASE: 'Linking', STATE: 'Down', SINCE: cut.spokeSeen.link!.since },
        MESSAGE: expect.stringMatching(/./),
      },
    ]);
    expect(rowsOf(await onHub('get', 'network'))).toMatchObject([{ STATE: 'Degraded' }]);
    // Kubernetes' times have whole seconds.
    expect(Date.parse(cut.spokeSeen.link!.since!)).toBeGreaterThan(before - 1000);
    expect(Date.parse(cut.spokeSeen.link!.since!)).toBeLessThanOrEqual(Date.now());

    await bench.lab.heal(spoke);
    const ready = becomes('True');
    const healed = await until('Up');
    expect(healed).toMatchObject({ spokeSeen: { link: { state: 'Up' } } });
    expect(Date.parse(healed.spokeSeen.link!.since!)).toBeGreaterThanOrEqual(
      Date.parse(cut.spokeSeen.link!.since!),
    );
    await ready;
    const phases = rowsOf((await watched()).join('\n')).map(({ PHASE }) => PHASE);
    const changes = phases.filter((phase, n) => phase && phase !== phases[n - 1]);
    expect(changes.join(' ')).toMatch(/^Linked (Unknown )?Linking (Unknown )?Linked$/);
  });

  it('is not held up by an API server that accepts connections and never answers', async () => {
    const sockets: Server = createServer(() => {});
    sockets.listen(0, '127.0.0.1');
    await once(sockets, 'listening');
    const { port } = sockets.address() as AddressInfo;
    const silent = brokenCluster(bench.lab, spoke, { server: `https://127.0.0.1:${port}` });
    try {
      const { observation } = await observeOnce([
        ...bench.clusters.filter(({ name }) => name !== spoke),
        silent,
      ]);
      expect(observation.members).toMatchObject([
        { cluster: hub, state: 'Ready' },
        {
          cluster: spoke,
          state: 'Unknown',
          link: { state: 'Unknown' },
          message: `cluster-2 cannot be reached at https://127.0.0.1:${port}: no answer within 8 s`,
        },
      ]);
      // Nobody elsewhere could be asked whether he reaches it.
      expect(observation.services).toMatchObject([{ state: 'Unknown' }]);
    } finally {
      sockets.close();
    }
  });
});
