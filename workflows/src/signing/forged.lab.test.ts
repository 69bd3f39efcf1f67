import { generateKeyPairSync, randomUUID } from 'node:crypto';
import {
  plan,
  type RolloutCommand,
  type RolloutInput,
  rolloutWorkflowType,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  createSigner,
  signCommand,
  signRollout,
} from '@interconnect/backstage-plugin-interconnect-node';
import type { WorkflowStartOptions } from '@temporalio/client';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { approvalFor, inputFor, MockActivities, shop, testSigner } from '../testing';
import { RolloutServer } from '../rollout/__testUtils__/RolloutServer';

jest.setTimeout(90_000);

const strange = (id: string) =>
  createSigner({ id, key: generateKeyPairSync('ed25519').privateKey });
const anna: RolloutCommand = { by: 'user:default/anna' };
const input = inputFor(shop(1));
const needsApproval = inputFor(shop(1), { approval: approvalFor() });
const approve = (rollout: RolloutInput, by = testSigner) =>
  signCommand(by, { ...rollout, update: 'approve', command: anna });
const minutesAgo = (count: number) => new Date(Date.now() - count * 60_000);
const refused = (message: RegExp) => ({
  cause: { type: 'NotSigned', nonRetryable: true, message: expect.stringMatching(message) },
});

interface Forgery {
  message: RegExp;
  forge(workflowId: string): RolloutInput;
  options?: Partial<WorkflowStartOptions>;
}

/**
 * What somebody can do who reaches Temporal, and is not the backend: on a real server, with a real
 * worker.
 */
describe('in Temporal, by hand,', () => {
  let server: RolloutServer;
  let activities: MockActivities;
  let taskQueue: string;
  beforeAll(async () => {
    server = await RolloutServer.connect();
  });
  afterAll(() => server?.close());
  beforeEach(() => {
    activities = new MockActivities();
    taskQueue = `forged-${randomUUID()}`;
  });
  const withWorker = (work: () => Promise<void>) => server.withWorker(activities, work, taskQueue);

  describe('a rollout ends as Failed, says why, and has done nothing:', () => {
    const id = () => `interconnect.${randomUUID()}`;
    const cases: Record<string, Forgery> = {
      unsigned: { message: /^This rollout is not signed\..*ask for it there$/, forge: () => input },
      'signed with a key that is not known': {
        message: /a key that is not trusted: stranger/,
        forge: workflowId => signRollout(strange('stranger'), input, { workflowId }),
      },
      'signed with a key that is called like a known one': {
        message: /not of the key tests/,
        forge: workflowId => signRollout(strange('tests'), input, { workflowId }),
      },
      'signed some time ago': {
        message: /more than 5 minutes apart/,
        forge: workflowId => signRollout(testSigner, input, { workflowId, now: minutesAgo(6) }),
      },
      'signed for another network': {
        message: /is signed for interconnect\..* only/,
        forge: () => signRollout(testSigner, input),
      },
      'without the approval that it needs': {
        message: /its input was changed/,
        forge: workflowId => ({
          ...signRollout(testSigner, needsApproval, { workflowId }),
          approval: undefined,
        }),
      },
      'with another plan': {
        message: /its input was changed/,
        forge: workflowId => {
          const { signature } = signRollout(testSigner, input, { workflowId });
          return { ...inputFor(shop(2)), signature };
        },
      },
      'as if an earlier run had been approved': {
        message: /carried over, and there is none/,
        forge: workflowId => ({
          ...signRollout(testSigner, needsApproval, { workflowId }),
          carried: { state: 'Running', steps: {}, approved: approve(needsApproval) },
        }),
      },
      'by a cron schedule': {
        message: /again and again/,
        forge: workflowId => signRollout(testSigner, input, { workflowId }),
        options: { cronSchedule: '@every 1s' },
      },
      'with a retry policy': {
        message: /again and again/,
        forge: workflowId => signRollout(testSigner, input, { workflowId }),
        options: { retry: { maximumAttempts: 3 } },
      },
    };
    it.each(Object.keys(cases))('%s', async name => {
      const { message, forge, options } = cases[name];
      await withWorker(async () => {
        const workflowId = id();
        const rollout = await server.startAsItIs(forge(workflowId), taskQueue, workflowId, options);
        const { raw } = await rollout.handle.describe();
        const first = raw.workflowExecutionInfo!.firstRunId!;
        const handle = server.client.workflow.getHandle(workflowId, first, { followRuns: false });
        await handle.result().catch(() => {});
        const last = (await handle.fetchHistory()).events!.at(-1)!;
        const { failure } =
          last.workflowExecutionFailedEventAttributes ??
          // How Temporal ends a run that a cron schedule will start again.
          last.workflowExecutionContinuedAsNewEventAttributes!;
        expect(failure?.message).toMatch(message);
        expect(failure?.applicationFailureInfo).toMatchObject({
          type: 'NotSigned',
          nonRetryable: true,
        });
        const { searchAttributes } = await handle.describe();
        expect(searchAttributes.InterconnectState).toEqual(['Failed']);
        if (options?.cronSchedule) await rollout.handle.terminate();
      });
      expect(activities.calls).toEqual([]);
    });

    it.each([
      ['nothing', null],
      ['a text', 'rollout'],
      ['an empty object', {}],
    ])('with %s as its input', async (_, junk) => {
      await withWorker(async () => {
        const rollout = await server.startAsItIs(junk as unknown as RolloutInput, taskQueue, id());
        await expect(rollout.result()).rejects.toMatchObject({
          cause: { nonRetryable: true, type: 'InvalidInput' },
        });
      });
      expect(activities.calls).toEqual([]);
    });
  });

  it('no command is obeyed, and each says why', async () => {
    activities.holds('deploySkupper@cluster-2/1');
    activities.fails('deploySkupper@cluster-1/1', 'no address');
    await withWorker(async () => {
      const rollout = await server.start(input, taskQueue);
      const report = await rollout.until(
        ({ counts }) => counts.Failed === 1 && counts.Running === 1,
      );
      for (const update of ['pause', 'retry', 'skip', 'rollback', 'cancel'] as const) {
        const send = (command: RolloutCommand) =>
          rollout.handle.executeUpdate(update, { args: [command] });
        await expect(send(anna)).rejects.toMatchObject(refused(/^This \w+ is not signed\./));
        const forged = signCommand(strange('tests'), { ...input, update, command: anna });
        await expect(send(forged)).rejects.toMatchObject(refused(/not of the key tests/));
        const other = { ...input, rolloutId: 'other', update, command: anna };
        await expect(send(signCommand(testSigner, other))).rejects.toMatchObject(
          refused(/is signed for another rollout/),
        );
        await expect(
          send(signCommand(testSigner, { ...input, update, command: anna }, minutesAgo(6))),
        ).rejects.toMatchObject(refused(/more than 5 minutes ago/));
      }
      expect(await rollout.report()).toEqual(report);
      await rollout.command('cancel');
      expect((await rollout.result()).state).toBe('Canceled');
    });
  });

  it('nobody approves', async () => {
    await withWorker(async () => {
      const rollout = await server.start(needsApproval, taskQueue);
      await rollout.until(({ state }) => state === 'AwaitingApproval');
      const send = (command: RolloutCommand) =>
        rollout.handle.executeUpdate('approve', { args: [command] });
      const other = { ...needsApproval, rolloutId: 'of-another-request' };
      for (const [command, message] of [
        [anna, /is not signed/],
        [approve(needsApproval, strange('tests')), /not of the key/],
        [approve(other), /is signed for another rollout/],
        [{ ...approve(needsApproval), by: 'user:default/bert' }, /is not what was signed/],
      ] as const) {
        await expect(send(command)).rejects.toMatchObject(refused(message));
      }
      expect((await rollout.report()).state).toBe('AwaitingApproval');
      expect(activities.calls).toEqual([]);
      await send(approve(needsApproval));
      expect((await rollout.result()).state).toBe('Succeeded');
    });
  });

  it('no step is done: neither for a worker of somebody else, nor without any workflow', async () => {
    const bundle = await bundleWorkflowCode({
      workflowsPath: require.resolve('../rollout/__testUtils__/stranger'),
      logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    });
    const theirs = `theirs-${randomUUID()}`;
    const worker = await Worker.create({
      connection: server.worker.connection,
      taskQueue: theirs,
      workflowBundle: bundle,
      dataConverter: server.dataConverter,
    });
    const stepOf = (of: RolloutInput) => {
      const [{ id, input: step }] = plan(of.applied, of.desired).steps;
      return { step: id, input: step };
    };
    const argument = stepOf(input);
    const elsewhere = { ...argument, input: { ...argument.input, cluster: 'cluster-9' } };
    const ask = async (sent: (workflowId: string) => RolloutInput, forged: object) => {
      const workflowId = `interconnect.${randomUUID()}`;
      const handle = await server.client.workflow.start(rolloutWorkflowType, {
        taskQueue: theirs,
        workflowId,
        args: [sent(workflowId), { taskQueue, type: 'createNetwork', argument: forged }],
      });
      const error = await handle.result().catch(e => e);
      return error.cause?.cause?.message ?? error;
    };
    const sign = (of: RolloutInput) => (workflowId: string) =>
      signRollout(testSigner, of, { workflowId });
    await withWorker(() =>
      worker.runUntil(async () => {
        expect(await ask(() => input, argument)).toMatch(/^Not done: This rollout is not signed/);
        expect(await ask(sign(input), elsewhere)).toMatch(/it is no step of what was signed/);
        expect(await ask(sign(needsApproval), argument)).toMatch(/an approval, and none is shown/);
        const forged = { ...argument, approved: { ...anna, signature: 'a.b.c' } };
        expect(await ask(sign(needsApproval), forged)).toMatch(/This approve/);
        // What was signed and is theirs only to repeat.
        expect(activities.calls).toEqual([]);
        expect(await ask(sign(input), argument)).toEqual({ message: 'done' });
        expect(activities.calls).toHaveLength(1);

        const alone = server.client.activity.execute('createNetwork', {
          id: randomUUID(),
          taskQueue,
          args: [argument],
          startToCloseTimeout: '10 seconds',
          retry: { maximumAttempts: 1 },
        });
        await expect(alone).rejects.toMatchObject({
          cause: { message: 'Not done: it belongs to no rollout' },
        });
      }),
    );
    expect(activities.calls).toHaveLength(1);
  });
});
