import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import {
  rolloutWorkflowId,
  type RolloutInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ApplicationFailure } from '@temporalio/common';
import {
  approvalFor,
  inputFor,
  MockActivities,
  shop,
  testCodec,
  testSigner,
  TestWorker,
} from '@interconnect/workflows/testing';
import { auditProblems } from '../__testUtils__/auditProblems';
import { TemporalClient } from '../temporal/TemporalClient';
import { TcpProxy } from '../temporal/__testUtils__/TcpProxy';
import { initialFold } from './foldStarted';
import type { RolloutFold } from './RolloutFold';
import { RolloutProjector, RolloutProjectorOptions } from './RolloutProjector';
import { record } from './__testUtils__/recordings';
import { InMemoryProjectionStore } from './__testUtils__/InMemoryProjectionStore';

jest.setTimeout(90_000);

const address = process.env.TEMPORAL_ADDRESS ?? '';

describe('RolloutProjector', () => {
  let worker: TestWorker;
  let temporal: TemporalClient;
  let store: InMemoryProjectionStore;
  const projectors: RolloutProjector[] = [];

  beforeAll(async () => {
    if (!address) {
      throw new Error('TEMPORAL_ADDRESS is not set: these tests need a Temporal server (npm test)');
    }
    worker = await TestWorker.connect(address);
    temporal = TemporalClient.create(connectionOf(worker));
  });
  afterAll(async () => {
    await temporal?.close();
    await worker?.close();
  });
  beforeEach(() => {
    store = new InMemoryProjectionStore();
  });
  afterEach(async () => {
    await Promise.all(projectors.splice(0).map(projector => projector.stop()));
  });

  const project = (more: Partial<RolloutProjectorOptions> = {}) => {
    const projector = new RolloutProjector({
      store,
      histories: temporal,
      logger: mockServices.logger.mock(),
      backoffMs: { min: 50, max: 200 },
      ...more,
    });
    projectors.push(projector);
    return projector;
  };
  const newInput = (more: Parameters<typeof inputFor>[1] = {}, spokes?: number): RolloutInput =>
    inputFor(shop(spokes), {
      rolloutId: randomUUID(),
      network: `n-${randomUUID().slice(0, 8)}`,
      ...more,
    });
  const workflowIdOf = (input: RolloutInput) => rolloutWorkflowId(input.project, input.network);
  const reserve = (input: RolloutInput, runId?: string) => {
    const requestedAt = new Date().toISOString();
    const rollout = {
      id: input.rolloutId,
      project: input.project,
      network: input.network,
      workflowId: workflowIdOf(input),
      requestedAt,
      ...(runId ? { runId } : {}),
    };
    store.add(rollout, initialFold(input, requestedAt));
  };
  const begin = async (input: RolloutInput) => {
    const { runId, workflowId } = await temporal.start(input);
    reserve(input, runId);
    const { rolloutId: id, planDigest } = input;
    return { id, planDigest, workflowId, firstRunId: runId };
  };
  const until = async (id: string, wanted: (fold: RolloutFold) => boolean) => {
    for (let tries = 0; tries < 600; tries++) {
      const { fold } = (await store.load(id))!;
      if (wanted(fold)) {
        return fold;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`Not there: ${JSON.stringify((await store.load(id))?.fold, undefined, 1)}`);
  };
  const ended = (id: string) => until(id, fold => fold.endedAt !== undefined);
  const stateOf = (fold: RolloutFold, id: string) => fold.steps.find(step => step.id === id)?.state;
  const actions = () => store.audit.map(({ action, subject }) => `${action} ${subject}`);

  it('records a rollout from its start to its end', async () => {
    const input = newInput();
    const activities = new MockActivities();
    const projector = project();
    await worker.during(activities, async () => {
      await begin(input);
      projector.follow(input.rolloutId);
      const fold = await ended(input.rolloutId);
      expect(fold.state).toBe('Succeeded');
      expect(new Set(fold.steps.map(({ state }) => state))).toEqual(new Set(['Succeeded']));
      expect(fold.observation?.observedAt).toBeDefined();
      await record('succeeded', temporal, workflowIdOf(input), fold.runs);
    });
    expect(actions()[0]).toBe(`rollout.started ${input.rolloutId}`);
    expect(actions().at(-1)).toBe(`rollout.succeeded ${input.rolloutId}`);
    expect(store.audit).toHaveLength(2 + 2 * activities.ids.length);
    expect(auditProblems(store.audit)).toEqual([]);
    expect(store.networks.get(`edge-shop/${input.network}`)?.applied).toMatchObject({
      'linkSpoke@cluster-2': { state: 'applied' },
      'deployApplication:my-backend@cluster-1': { exposed: [{ port: 8080 }] },
    });
  });

  it('goes on where it was after a restart in the middle, and finds what it missed', async () => {
    const input = newInput();
    const activities = new MockActivities();
    const { release } = activities.holds('linkSpoke@cluster-2/1');
    const { release: releaseLater } = activities.holds('linkSpoke@cluster-3/1');
    await worker.during(activities, async () => {
      await begin(input);
      const first = project();
      first.start();
      await until(input.rolloutId, fold => stateOf(fold, 'linkSpoke@cluster-2') === 'Running');
      await first.stop();
      const position = (await store.load(input.rolloutId))!.fold.position;
      release();
      await new Promise(resolve => setTimeout(resolve, 500));
      expect((await store.load(input.rolloutId))!.fold.position).toEqual(position);
      project().start();
      await until(input.rolloutId, fold => stateOf(fold, 'linkSpoke@cluster-2') === 'Succeeded');
      releaseLater();
      expect((await ended(input.rolloutId)).state).toBe('Succeeded');
    });
    expect(store.audit).toHaveLength(2 + 2 * activities.ids.length);
  });

  it('records everything once when several replicas read', async () => {
    const input = newInput({}, 4);
    const activities = new MockActivities();
    const replicas = [project(), project(), project()];
    await worker.during(activities, async () => {
      await begin(input);
      replicas.forEach(replica => replica.start());
      expect((await ended(input.rolloutId)).state).toBe('Succeeded');
    });
    await Promise.all(replicas.map(replica => replica.stop()));
    expect(store.audit).toHaveLength(2 + 2 * activities.ids.length);
    expect(auditProblems(store.audit)).toEqual([]);
  });

  it('follows a rollout over continue-as-new', async () => {
    const input = newInput({ options: { eventsPerRun: 30, window: 3 } });
    const activities = new MockActivities();
    const projector = project();
    await worker.during(activities, async () => {
      await begin(input);
      projector.follow(input.rolloutId);
      const fold = await ended(input.rolloutId);
      expect(fold.state).toBe('Succeeded');
      expect(fold.runs.length).toBeGreaterThan(1);
      await record('continuedAsNew', temporal, workflowIdOf(input), fold.runs);
    });
    expect(store.audit).toHaveLength(2 + 2 * activities.ids.length);
    expect(actions().filter(action => action.startsWith('rollout.started'))).toHaveLength(1);
  });

  it('tells who retried, and rolled back, and what became of it', async () => {
    const input = newInput({}, 1);
    const activities = new MockActivities().on('linkSpoke@cluster-2/1', async () => {
      throw ApplicationFailure.nonRetryable('no route to the hub', 'InvalidInput');
    });
    const projector = project();
    const by = 'user:default/anna';
    await worker.during(activities, async () => {
      const execution = await begin(input);
      projector.follow(input.rolloutId);
      const blocked = await until(input.rolloutId, fold => fold.state === 'Blocked');
      expect(blocked.steps.find(({ id }) => id === 'linkSpoke@cluster-2')).toMatchObject({
        state: 'Failed',
        error: 'no route to the hub',
      });
      const { release } = activities.holds('deployApplication:my-frontend@cluster-2/1');
      await temporal.command(execution, 'retry', { by, reason: 'route is there' });
      await until(input.rolloutId, fold => stateOf(fold, 'linkSpoke@cluster-2') === 'Succeeded');
      await expect(temporal.command(execution, 'resume', { by })).rejects.toMatchObject({
        name: 'ConflictError',
        message: 'This rollout cannot be resumed: it is not paused',
      });
      await temporal.command(execution, 'rollback', { by });
      const fold = await ended(input.rolloutId);
      release();
      expect(fold.state).toBe('RolledBack');
      await record('retriedAndRolledBack', temporal, workflowIdOf(input), fold.runs);
      expect(fold.applied).toEqual({});
      expect(new Set(fold.steps.map(({ state }) => state))).toEqual(new Set(['Undone', 'Pending']));
      await expect(temporal.command(execution, 'retry', { by })).rejects.toThrow(
        'The rollout has ended',
      );
    });
    expect(store.audit.filter(({ actor }) => actor === by)).toMatchObject([
      { action: 'rollout.retry', outcome: 'accepted', message: 'route is there' },
      { action: 'rollout.rollback', outcome: 'accepted' },
    ]);
    expect(store.networks.get(`edge-shop/${input.network}`)).toEqual({
      applied: {},
      document: { to: 'gone' },
    });
  });

  describe('of a rollout that needs an approval', () => {
    const by = 'user:default/anna';
    /**
     * Begins it, follows it with several replicas, and tells what each of them saved first of which
     * states.
     */
    async function following(
      input: RolloutInput,
      work: (execution: Awaited<ReturnType<typeof begin>>) => Promise<void>,
    ) {
      const saved: string[] = [];
      const onSaved = (before: RolloutFold, after: RolloutFold) => {
        if (before.runs.length === 0) {
          saved.push(`begun ${after.state}`);
        }
        if (!before.approval?.decision && after.approval?.decision) {
          saved.push(after.approval.decision.outcome);
        }
      };
      const activities = new MockActivities();
      const replicas = [project({ onSaved }), project({ onSaved }), project({ onSaved })];
      await worker.during(activities, async () => {
        const execution = await begin(input);
        replicas.forEach(replica => replica.start());
        const waiting = await until(
          input.rolloutId,
          fold => fold.state === 'AwaitingApproval' && fold.runs.length > 0,
        );
        expect(waiting.approval).not.toHaveProperty('decision');
        await work(execution);
        await ended(input.rolloutId);
      });
      await Promise.all(replicas.map(replica => replica.stop()));
      const { fold } = (await store.load(input.rolloutId))!;
      return { saved, fold, ids: activities.ids };
    }

    it('tells who approved it, once', async () => {
      const input = newInput({ approval: approvalFor() }, 0);
      const { saved, fold, ids } = await following(input, async execution => {
        await expect(
          temporal.command(execution, 'approve', { by: input.requestedBy }),
        ).rejects.toThrow(/asked for it, somebody else has to decide/);
        await temporal.command(execution, 'approve', { by, reason: 'announced' });
        const { runs } = await ended(input.rolloutId);
        await record('approved', temporal, workflowIdOf(input), runs);
      });
      expect(saved).toEqual(['begun AwaitingApproval', 'approved']);
      expect(fold).toMatchObject({
        state: 'Succeeded',
        approval: { decision: { outcome: 'approved', by, reason: 'announced' } },
      });
      expect(ids).toHaveLength(fold.steps.length);
      expect(store.audit.filter(({ actor }) => actor === by)).toMatchObject([
        { action: 'rollout.approve', outcome: 'accepted', message: 'announced' },
      ]);
    });

    it('tells who rejected it, and that nothing was done', async () => {
      const input = newInput({ approval: approvalFor() }, 0);
      const { saved, fold, ids } = await following(input, async execution => {
        await temporal.command(execution, 'reject', { by, reason: 'not now' });
        const { runs } = await ended(input.rolloutId);
        await record('rejected', temporal, workflowIdOf(input), runs);
      });
      expect(saved).toEqual(['begun AwaitingApproval', 'rejected']);
      expect(fold).toMatchObject({ state: 'Canceled', message: `rejected by ${by}: not now` });
      expect(ids).toEqual([]);
      expect(store.networks.get(`edge-shop/${input.network}`)).toEqual({
        applied: {},
        document: { to: 'replaced' },
      });
    });

    it('tells that nobody decided in time', async () => {
      const input = newInput({ approval: approvalFor({ expiresAfterSeconds: 2 }) }, 0);
      const { saved, fold, ids } = await following(input, async () => {
        const { runs } = await ended(input.rolloutId);
        await record('expired', temporal, workflowIdOf(input), runs);
      });
      expect(saved).toEqual(['begun AwaitingApproval', 'expired']);
      expect(fold).toMatchObject({ state: 'Canceled', message: 'nobody approved it in time' });
      expect(fold.approval!.decision!.time >= fold.approval!.expiresAt).toBe(true);
      expect(ids).toEqual([]);
      expect(actions().slice(-2)).toEqual([
        `rollout.expired ${input.rolloutId}`,
        `rollout.canceled ${input.rolloutId}`,
      ]);
    });

    it('tells that it was canceled in Temporal, with nothing to undo', async () => {
      const input = newInput({ approval: approvalFor() }, 0);
      const { fold, ids } = await following(input, async ({ workflowId }) => {
        await cancel(temporal, workflowId);
        const { runs } = await ended(input.rolloutId);
        await record('canceledAwaitingApproval', temporal, workflowId, runs);
      });
      expect(fold).toMatchObject({ state: 'Canceled', message: 'canceled in Temporal' });
      expect(fold.approval).not.toHaveProperty('decision');
      expect(ids).toEqual([]);
    });
  });

  it('tells the attempts of running steps', async () => {
    const input = newInput({}, 0);
    let tries = 0;
    const activities = new MockActivities().on('deployLoadBalancer@cluster-1/1', async () => {
      tries += 1;
      if (tries < 3) {
        throw new Error('the pool is not there yet');
      }
      return {};
    });
    const projector = project();
    await worker.during(activities, async () => {
      await begin(input);
      projector.follow(input.rolloutId);
      let seen: { attempt: number; lastFailure?: string } | undefined;
      for (let look = 0; look < 200 && !(seen && seen.attempt > 1); look++) {
        seen = (await projector.pendingAttempts(input.rolloutId)).get(
          'deployLoadBalancer@cluster-1',
        );
        await new Promise(resolve => setTimeout(resolve, 25));
      }
      expect(seen).toEqual({
        attempt: expect.any(Number),
        lastFailure: 'the pool is not there yet',
      });
      const fold = await ended(input.rolloutId);
      expect(fold.steps.find(({ id }) => id === 'deployLoadBalancer@cluster-1')).toMatchObject({
        state: 'Succeeded',
        attempt: 3,
      });
      expect((await projector.pendingAttempts(input.rolloutId)).size).toBe(0);
    });
  });

  it('catches up when asked to, also while it follows', async () => {
    const input = newInput({}, 0);
    const activities = new MockActivities();
    await worker.during(activities, async () => {
      const { workflowId, firstRunId } = await begin(input);
      const projector = project();
      for (let look = 0; look < 200; look++) {
        const fold = await projector.catchUp(input.rolloutId);
        if (fold?.endedAt) {
          break;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      const { fold, rollout } = (await store.load(input.rolloutId))!;
      expect(fold.state).toBe('Succeeded');
      expect([rollout.workflowId, fold.runs]).toEqual([workflowId, [firstRunId]]);
      expect(await projector.catchUp(input.rolloutId)).toEqual(fold);
      expect(await projector.catchUp('no-such')).toBeUndefined();
    });
  });

  it('ends a rollout whose workflow was terminated', async () => {
    const input = newInput();
    const activities = new MockActivities();
    const { release } = activities.holds('createNetwork@cluster-1/1');
    const projector = project();
    await worker.during(activities, async () => {
      const { workflowId } = await begin(input);
      projector.follow(input.rolloutId);
      await until(input.rolloutId, fold => stateOf(fold, 'createNetwork@cluster-1') === 'Running');
      await terminate(temporal, workflowId);
      const fold = await ended(input.rolloutId);
      release();
      expect(fold.state).toBe('Failed');
      expect(fold.message).toMatch(/^terminated in Temporal by .*: by a test$/);
      expect(stateOf(fold, 'createNetwork@cluster-1')).toBe('Failed');
      await record('terminated', temporal, workflowId, fold.runs);
    });
  });

  it('records the rollback of an execution that was canceled in Temporal', async () => {
    const input = newInput({}, 0);
    const activities = new MockActivities();
    activities.holds('deployLoadBalancer@cluster-1/1');
    const projector = project();
    await worker.during(activities, async () => {
      const { workflowId } = await begin(input);
      projector.follow(input.rolloutId);
      await until(
        input.rolloutId,
        fold => stateOf(fold, 'deployLoadBalancer@cluster-1') === 'Running',
      );
      await cancel(temporal, workflowId);
      const fold = await ended(input.rolloutId);
      expect(fold).toMatchObject({ state: 'RolledBack', applied: {} });
      await record('canceledInTemporal', temporal, workflowId, fold.runs);
    });
  });

  it('waits for Temporal when it is gone, says so once, and misses nothing', async () => {
    const proxy = await TcpProxy.to(address);
    const distant = TemporalClient.create({ ...connectionOf(worker), address: proxy.address });
    const logger = mockServices.logger.mock();
    const input = newInput({}, 1);
    const other = newInput({}, 0);
    const activities = new MockActivities();
    const { release } = activities.holds('linkSpoke@cluster-2/1');
    const projector = project({ histories: distant, logger });
    try {
      await worker.during(activities, async () => {
        await begin(input);
        projector.start();
        await until(input.rolloutId, fold => stateOf(fold, 'linkSpoke@cluster-2') === 'Running');
        await proxy.down();
        await waitFor(() => logger.warn.mock.calls.length > 0); // what had been read before is saved
        const { position } = (await store.load(input.rolloutId))!.fold;
        release();
        await begin(other);
        projector.follow(other.rolloutId);
        await expect(projector.catchUp(input.rolloutId)).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
        });
        expect((await projector.pendingAttempts(input.rolloutId)).size).toBe(0);
        expect((await store.load(input.rolloutId))!.fold.position).toEqual(position);
        await proxy.up();
        expect((await ended(input.rolloutId)).state).toBe('Succeeded');
        expect((await ended(other.rolloutId)).state).toBe('Succeeded');
      });
      expect(logger.warn).toHaveBeenCalledTimes(1);
      expect(logger.warn.mock.calls[0][0]).toContain(proxy.address);
      expect(logger.info).toHaveBeenCalledTimes(1);
      expect(logger.error).not.toHaveBeenCalled();
      expect(store.audit).toHaveLength(2 * 2 + 2 * activities.ids.length);
    } finally {
      await projector.stop();
      await distant.close();
      await proxy.down();
    }
  });

  it('finds the run of a rollout whose start was not answered', async () => {
    const input = newInput({}, 0);
    await worker.during(new MockActivities(), async () => {
      const { runId } = await temporal.start(input);
      reserve(input);
      project().start();
      expect((await ended(input.rolloutId)).runs).toEqual([runId]);
    });
  });

  it('ends rollouts that Temporal knows nothing of', async () => {
    const never = newInput();
    const gone = newInput();
    reserve(never);
    reserve(gone, randomUUID());
    project({ graceMs: 300 }).start();
    expect(await ended(gone.rolloutId)).toMatchObject({
      state: 'Failed',
      message: expect.stringContaining('no history'),
    });
    expect(await ended(never.rolloutId)).toMatchObject({
      state: 'Failed',
      message: expect.stringContaining('never started'),
    });
    expect(store.audit.map(({ action }) => action)).toEqual(['rollout.failed', 'rollout.failed']);
  });
});

function connectionOf({ taskQueue }: TestWorker) {
  const uiUrl = 'http://localhost:8233';
  return { address, namespace: 'default', taskQueue, uiUrl, signer: testSigner, codec: testCodec };
}

async function waitFor(isThere: () => boolean) {
  for (let tries = 0; tries < 600 && !isThere(); tries++) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  expect(isThere()).toBe(true);
}

interface Internals {
  client: {
    workflow: {
      getHandle(id: string): {
        terminate(reason: string): Promise<unknown>;
        cancel(): Promise<unknown>;
      };
    };
  };
}

/** What only an operator does, in Temporal's own UI. */
async function terminate(temporal: TemporalClient, workflowId: string) {
  await (temporal as unknown as Internals).client.workflow
    .getHandle(workflowId)
    .terminate('by a test');
}

async function cancel(temporal: TemporalClient, workflowId: string) {
  await (temporal as unknown as Internals).client.workflow.getHandle(workflowId).cancel();
}
