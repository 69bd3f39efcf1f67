import { randomUUID } from 'node:crypto';
import {
  checkedSteps,
  rolloutSearchAttributes,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  inputFor,
  MockActivities,
  shop,
  testCodec,
  testSigner,
  TestWorker,
} from '@interconnect/workflows/testing';
import { HistoryGoneError, RolloutRunsError, TemporalUnavailableError } from './errors';
import { TemporalClient } from './TemporalClient';
import type { TemporalOptions } from './TemporalOptions';

jest.setTimeout(60_000);

const address = process.env.TEMPORAL_ADDRESS ?? '';
const by = 'user:default/anna';

describe('TemporalClient', () => {
  const clients: TemporalClient[] = [];
  const client = (more: Partial<TemporalOptions> = {}) => {
    const created = TemporalClient.create({
      address,
      namespace: 'default',
      taskQueue: `nobody-${randomUUID()}`,
      uiUrl: 'http://localhost:8233/',
      signer: testSigner,
      codec: testCodec,
      ...more,
    });
    clients.push(created);
    return created;
  };
  beforeAll(() => {
    if (!address) {
      throw new Error('TEMPORAL_ADDRESS is not set: these tests need a Temporal server (npm test)');
    }
  });
  afterAll(() => Promise.all(clients.map(each => each.close())));

  const newInput = () =>
    inputFor(shop(0), {
      rolloutId: randomUUID(),
      network: `n-${randomUUID().slice(0, 8)}`,
    });

  it('starts a rollout once, however often it is asked to', async () => {
    const input = newInput();
    const one = await client().start(input);
    const two = await client().start(input);
    expect(two).toEqual(one);
    expect(one.workflowId).toBe(`interconnect.edge-shop.${input.network}`);
    expect(await client().startedBy(one.workflowId, input.rolloutId)).toBe(one.runId);
    expect(await client().startedBy(one.workflowId, 'another')).toBeUndefined();
    expect(await client().startedBy('interconnect.edge-shop.none', 'any')).toBeUndefined();
  });

  it('does not start a rollout anew that has ended', async () => {
    const input = newInput();
    const temporal = client();
    const { workflowId, runId } = await temporal.start(input);
    await rawService(temporal).terminateWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId },
    });
    expect(await temporal.start(input)).toEqual({ workflowId, runId });
    const next = { ...input, rolloutId: randomUUID() };
    expect((await temporal.start(next)).runId).not.toBe(runId);
  });

  it('names the rollout that runs when another one is started', async () => {
    const input = newInput();
    const temporal = client();
    const { runId } = await temporal.start(input);
    const error = await temporal.start({ ...input, rolloutId: randomUUID() }).catch(e => e);
    expect(error).toBeInstanceOf(RolloutRunsError);
    expect(error).toMatchObject({ name: 'ConflictError', runId, rolloutId: input.rolloutId });
  });

  it('shows in Temporal what the rollout is for', async () => {
    const input = newInput();
    const temporal = client();
    const { workflowId } = await temporal.start(input);
    const { workflowExecutionInfo: info, executionConfig } = await rawService(
      temporal,
    ).describeWorkflowExecution({ namespace: 'default', execution: { workflowId } });
    const fields = info?.searchAttributes?.indexedFields ?? {};
    const shown = Object.values(rolloutSearchAttributes).map(name =>
      JSON.parse(Buffer.from(fields[name]?.data ?? '').toString()),
    );
    expect(shown.flat()).toEqual(['edge-shop', input.network, 'create', 'Running']);
    const [decoded] = await testCodec.decode([executionConfig!.userMetadata!.summary!]);
    const summary = Buffer.from(decoded.data ?? '').toString();
    expect(JSON.parse(summary)).toBe(`create network ${input.network} of edge-shop`);
  });

  it('says that the server is not there, and that nothing was done', async () => {
    const temporal = client({ address: '127.0.0.1:1' });
    const error = await temporal.start(newInput()).catch(e => e);
    expect(error).toBeInstanceOf(TemporalUnavailableError);
    expect(error).toMatchObject({ name: 'ServiceUnavailableError', outcome: 'refused' });
    expect(error.message).toMatch(/^Temporal at 127\.0\.0\.1:1 does not answer: /);
  });

  it('says that the namespace is not there, which is not the same as a missing workflow', async () => {
    const temporal = client({ namespace: 'nowhere' });
    await expect(temporal.start(newInput())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      outcome: 'refused',
      message: expect.stringContaining('nowhere'),
    });
    await expect(
      temporal.historyPage({ workflowId: 'x', runId: randomUUID(), wait: false }),
    ).rejects.toBeInstanceOf(TemporalUnavailableError);
    await expect(
      client().historyPage({ workflowId: 'a.namespace', runId: randomUUID(), wait: false }),
    ).rejects.toBeInstanceOf(HistoryGoneError);
    expect(await client().startedBy('namespace', 'any')).toBeUndefined();
  });

  it('takes a command to the rollout, and brings back why it does not fit', async () => {
    const worker = await TestWorker.connect(address);
    const temporal = client({ taskQueue: worker.taskQueue });
    const activities = new MockActivities();
    const { release } = activities.holds('createNetwork@cluster-1/1');
    const input = newInput();
    try {
      await worker.during(activities, async () => {
        const { workflowId, runId: firstRunId } = await temporal.start(input);
        const execution = { id: input.rolloutId, ...input, workflowId, firstRunId };
        await temporal.command(execution, 'pause', { by }, 'request-1');
        await temporal.command(execution, 'pause', { by }, 'request-1');
        await expect(temporal.command(execution, 'pause', { by })).rejects.toMatchObject({
          name: 'ConflictError',
          message: 'This rollout cannot be paused: it is paused already',
        });
        const other = { ...execution, firstRunId: randomUUID() };
        await expect(temporal.command(other, 'resume', { by })).rejects.toMatchObject({
          name: 'ConflictError',
          message: 'The rollout has ended; it cannot take a resume any more',
        });
        await temporal.command(execution, 'cancel', { by });
        release();
      });
    } finally {
      await worker.close();
    }
  });

  it('brings back what clusters say to a plan, or why they could not be asked', async () => {
    const { steps, manifests } = inputFor(shop(1));
    const asked = { steps: checkedSteps(steps), manifests };
    expect(asked.steps).toHaveLength(steps.length - 1);
    const worker = await TestWorker.connect(address);
    const { checks } = client({ taskQueue: worker.taskQueue });
    const answer = { findings: [], more: 1 };
    const seen: unknown[] = [];
    const says = (checkPlan: (input: unknown) => Promise<unknown>) => ({ all: { checkPlan } });
    try {
      await worker.during(
        says(async input => {
          seen.push(input);
          return answer;
        }),
        async () => expect(await checks.ask(asked)).toEqual(answer),
      );
      const fails = says(async () => {
        throw new Error('no clusters');
      });
      await worker.during(fails, () =>
        expect(checks.ask(asked)).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
          message: 'the worker could not ask them: no clusters',
        }),
      );
    } finally {
      await worker.close();
    }
    expect(seen).toEqual([asked]);
    await expect(client({ deadlineMs: 500 }).checks.ask(asked)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      outcome: 'unknown',
    });
  });

  it('does not wait for ever for a worker that is not there', async () => {
    const temporal = client({ deadlineMs: 500 });
    const input = newInput();
    const { workflowId, runId: firstRunId } = await temporal.start(input);
    const rollout = { id: input.rolloutId, ...input, workflowId, firstRunId };
    await expect(temporal.command(rollout, 'pause', { by })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      outcome: 'unknown',
    });
  });

  it('can be cut short while it waits for news', async () => {
    const temporal = client();
    const { workflowId, runId } = await temporal.start(newInput());
    const first = await temporal.historyPage({ workflowId, runId, wait: true });
    expect(first.events.length).toBeGreaterThan(0);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    await expect(
      temporal.historyPage({
        workflowId,
        runId,
        token: first.token,
        wait: true,
        signal: abort.signal,
      }),
    ).rejects.toThrow();
  });

  it('links to the run in the UI', () => {
    expect(client().url('interconnect.edge-shop.shop', 'r-1')).toBe(
      'http://localhost:8233/namespaces/default/workflows/interconnect.edge-shop.shop/r-1/history',
    );
    expect(client().url('interconnect.edge-shop.shop')).toBe(
      'http://localhost:8233/namespaces/default/workflows/interconnect.edge-shop.shop',
    );
  });
});

/** For what only these tests want to know of Temporal. */
function rawService(temporal: TemporalClient) {
  const { connection } = temporal as unknown as {
    connection: { workflowService: import('@temporalio/client').WorkflowService };
  };
  return connection.workflowService;
}
