import { WorkflowFailedError } from '@temporalio/client';
import { appliedAll, approvalFor, inputFor, MockActivities, shop } from '../testing';
import { RolloutServer, type StartedRollout } from './__testUtils__/RolloutServer';

jest.setTimeout(60_000);

const approver = { by: 'user:default/anna' };
const nothingDone = (notApproved: string) => ({ state: 'Canceled', failed: [], notApproved });

/** On a real Temporal server, with mocked activities. */
describe('rollout that needs an approval', () => {
  let server: RolloutServer;
  let activities: MockActivities;
  beforeAll(async () => {
    server = await RolloutServer.connect();
  });
  afterAll(() => server?.close());
  beforeEach(() => {
    activities = new MockActivities();
  });

  const waiting = (expiresAfterSeconds?: number) =>
    inputFor(shop(1), { approval: approvalFor({ expiresAfterSeconds }) });
  const untilItWaits = async (rollout: StartedRollout) => {
    const report = await rollout.until(({ state }) => state === 'AwaitingApproval');
    expect(report).toMatchObject({ running: [], failed: [], counts: { Pending: 10 } });
    expect(await rollout.shownState()).toBe('AwaitingApproval');
  };

  it('does nothing before somebody else has approved it, then all of it', async () => {
    await server.withWorker(activities, async start => {
      const rollout = await start(waiting());
      await untilItWaits(rollout);
      const details = await rollout.currentDetails();
      expect(details).toMatch(/^\*\*AwaitingApproval\*\*: nothing is done before somebody/);
      expect(details).toContain('cluster-1 has the label environment: production');

      await expect(rollout.command('approve')).rejects.toMatchObject({
        cause: {
          type: 'Conflict',
          message:
            'This rollout cannot be approved: user:default/guest asked for it, somebody else has to decide',
        },
      });
      await expect(rollout.command('rollback', approver)).rejects.toMatchObject({
        cause: { message: 'This rollout cannot be rolled back: it waits for an approval' },
      });
      expect(activities.calls).toEqual([]);
      await rollout.command('approve', { ...approver, reason: 'announced' });
      await expect(rollout.command('reject', approver)).rejects.toThrow();
      expect(await rollout.result()).toEqual({ state: 'Succeeded', failed: [] });
      expect(await rollout.shownState()).toBe('Succeeded');
    });
    expect(activities.calls).toHaveLength(10);
  });

  it('ends with nothing done when it is rejected', async () => {
    await server.withWorker(activities, async start => {
      const rollout = await start(waiting());
      await rollout.command('reject', { ...approver, reason: 'not before Christmas' });
      expect(await rollout.result()).toEqual(nothingDone('rejected'));
      expect(await rollout.shownState()).toBe('Canceled');
      await expect(rollout.command('approve', approver)).rejects.toThrow();
    });
    expect(activities.calls).toEqual([]);
  });

  it('expires, counted from the request also when no worker was there', async () => {
    const seconds = 3;
    const taskQueue = `late-${Date.now()}`;
    const rollout = await server.start(waiting(seconds), taskQueue);
    await new Promise(resolve => setTimeout(resolve, 2_000));
    const work = async () => {
      expect(await rollout.result()).toEqual(nothingDone('expired'));
      const events = (await rollout.histories()).flatMap(history => history.events ?? []);
      const waited = events.map(event => event.timerStartedEventAttributes?.startToFireTimeout);
      // A timer for what was left of the time, if any was.
      for (const time of waited) expect(Number(time?.seconds ?? 0)).toBeLessThanOrEqual(1);
    };
    await server.withWorker(activities, work, taskQueue);
    expect(activities.calls).toEqual([]);
  });

  it('can be withdrawn by who asked for it', async () => {
    await server.withWorker(activities, async start => {
      const rollout = await start(waiting());
      await rollout.command('cancel');
      expect(await rollout.result()).toEqual(nothingDone('canceled'));
    });
    expect(activities.calls).toEqual([]);
  });

  it('ends as Canceled, with nothing to undo, when Temporal itself cancels it', async () => {
    const applied = appliedAll(shop(1));
    const input = inputFor(shop(2), { applied, previous: shop(1), approval: approvalFor() });
    await server.withWorker(activities, async start => {
      const rollout = await start(input);
      await rollout.until(({ state }) => state === 'AwaitingApproval');
      await rollout.handle.cancel();
      await expect(rollout.result()).rejects.toThrow(WorkflowFailedError);
      expect((await rollout.handle.describe()).status.name).toBe('CANCELLED');
      expect(await rollout.shownState()).toBe('Canceled');
    });
    expect(activities.calls).toEqual([]);
  });

  it('may be approved by who asked for it where that is allowed', async () => {
    await server.withWorker(activities, async start => {
      const approval = approvalFor({ selfApproval: true });
      const rollout = await start(inputFor(shop(0), { approval }));
      await rollout.command('approve');
      expect((await rollout.result()).state).toBe('Succeeded');
    });
  });

  it('does not wait again when it goes on in another run', async () => {
    const options = { eventsPerRun: 40, window: 4 };
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(5), { approval: approvalFor(), options }));
      await rollout.command('approve', approver);
      expect((await rollout.result()).state).toBe('Succeeded');
      expect((await rollout.histories()).length).toBeGreaterThan(1);
    });
  });

  it('fails, rather than wait for ever, when it does not say how long', async () => {
    await server.withWorker(activities, async start => {
      const rollout = await start(waiting(NaN));
      await expect(rollout.result()).rejects.toMatchObject({
        cause: { type: 'InvalidInput', message: expect.stringMatching(/expiresAfterSeconds/) },
      });
    });
  });
});
