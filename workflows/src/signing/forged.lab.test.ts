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
import { approvalFor, inputFor, shop } from '../rollout/testing/inputs';
import { signer } from '../rollout/testing/keys';
import { MockActivities } from '../rollout/testing/MockActivities';
import { RolloutServer, type StartedRollout } from '../rollout/testing/RolloutServer';

jest.setTimeout(90_000);

const strange = (id: string) =>
  createSigner({ id, key: generateKeyPairSync('ed25519').privateKey });
const anna: RolloutCommand = { by: 'user:default/anna' };
const input = inputFor(shop(1));
const needsApproval = inputFor(shop(1), { approval: approvalFor() });
const approve = (rollout: RolloutInput, by = signer) =>
  signCommand(by, { ...rollout, update: 'approve', command: anna });
const refused = (message: RegExp) => ({
  cause: { type: 'NotSigned', nonRetryable: true, message: expect.stringMatching(message) },
});

/** What somebody can do who reaches Temporal, and is not the backend: on a real server, with a real worker. */
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
    it.each<[string, RegExp, (workflowId: string) => RolloutInput, Partial<WorkflowStartOptions>?]>(
      [
        ['unsigned', /^This rollout is not signed\..*ask for it there$/, () => input],
        [
          'signed with a key that is not known',
          /a key that is not trusted: stranger/,
          workflowId => signRollout(strange('stranger'), input, { workflowId }),
        ],
        [
          'signed with a key that is called like a known one',
          /not of the key tests/,
          workflowId => signRollout(strange('tests'), input, { workflowId }),
        ],
        [
          'signed some time ago',
          /more than 5 minutes apart/,
          workflowId =>
            signRollout(signer, input, { workflowId, now: new Date(Date.now() - 6 * 60_000) }),
        ],
        [
          'signed for another network',
          /is signed for interconnect\..* only/,
          () => signRollout(signer, input),
        ],
        [
          'without the approval that it needs',
          /its input was changed/,
          workflowId => ({
            ...signRollout(signer, needsApproval, { workflowId }),
            approval: undefined,
          }),
        ],
        [
          'with another plan',
          /its input was changed/,
          workflowId => {
            const { signature } = signRollout(signer, input, { workflowId });
            return { ...inputFor(shop(2)), signature };
          },
        ],
        [
          'as if an earlier run had been approved',
          /carried over, and there is none/,
          workflowId => ({
            ...signRollout(signer, needsApproval, { workflowId }),
            carried: { state: 'Running', steps: {}, approved: approve(needsApproval) },
          }),
        ],
        [
          'by a cron schedule',
          /again and again/,
          workflowId => signRollout(signer, input, { workflowId }),
          { cronSchedule: '@every 1h' },
        ],
        [
          'with a retry policy',
          /again and again/,
          workflowId => signRollout(signer, input, { workflowId }),
          { retry: { maximumAttempts: 3 } },
        ],
      ],
    )('%s', async (_, message, forge, options) => {
      await withWorker(async () => {
        const workflowId = id();
        const rollout = await server.startAsItIs(forge(workflowId), taskQueue, workflowId, options);
        const { firstRunId } = await firstRun(rollout);
        const first = server.client.workflow.getHandle(workflowId, firstRunId, {
          followRuns: false,
        });
        await expect(first.result()).rejects.toMatchObject(refused(message));
        expect(await rollout.shownState()).toBe('Failed');
        await server.client.workflow
          .getHandle(workflowId)
          .terminate()
          .catch(() => {});
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
    const held = activities.holds('createNetwork@cluster-1/1');
    activities.fails('deploySkupper@cluster-2/1', 'no route');
    await withWorker(async () => {
      const rollout = await server.start(input, taskQueue);
      const report = await rollout.until(({ failed }) => failed.length === 1);
      for (const update of ['pause', 'retry', 'skip', 'rollback', 'cancel'] as const) {
        const send = (command: RolloutCommand) =>
          rollout.handle.executeUpdate(update, { args: [command] });
        await expect(send(anna)).rejects.toMatchObject(refused(/^This \w+ is not signed\./));
        const forged = signCommand(strange('tests'), { ...input, update, command: anna });
        await expect(send(forged)).rejects.toMatchObject(refused(/not of the key tests/));
        const other = { ...input, rolloutId: 'other', update, command: anna };
        await expect(send(signCommand(signer, other))).rejects.toMatchObject(
          refused(/is signed for another rollout/),
        );
        const old = new Date(Date.now() - 6 * 60_000);
        await expect(
          send(signCommand(signer, { ...input, update, command: anna }, old)),
        ).rejects.toMatchObject(refused(/more than 5 minutes ago/));
      }
      expect(await rollout.report()).toEqual(report);
      held.release();
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
      workflowsPath: require.resolve('../rollout/testing/stranger'),
      logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    });
    const theirs = `theirs-${randomUUID()}`;
    const worker = await Worker.create({
      connection: server.native,
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
      signRollout(signer, of, { workflowId });
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

async function firstRun(rollout: StartedRollout): Promise<{ firstRunId: string }> {
  const { raw } = await rollout.handle.describe();
  return { firstRunId: raw.workflowExecutionInfo!.firstRunId! };
}
