import { plan } from '@interconnect/backstage-plugin-interconnect-common';
import { WorkflowExecutionAlreadyStartedError, WorkflowFailedError } from '@temporalio/client';
import { appliedAll, inputFor, MockActivities, shop, testCodec } from '../testing';
import { RolloutServer } from './__testUtils__/RolloutServer';

jest.setTimeout(60_000);

/** On a real Temporal server, with mocked activities. */
describe('rollout', () => {
  let server: RolloutServer;
  let activities: MockActivities;
  beforeAll(async () => {
    server = await RolloutServer.connect();
  });
  afterAll(() => server?.close());
  beforeEach(() => {
    activities = new MockActivities();
  });

  it('runs every step of the plan once, after all that it needs', async () => {
    const input = inputFor(shop(3));
    await server.withWorker(activities, async start => {
      const rollout = await start(input);
      expect(await rollout.result()).toEqual({ state: 'Succeeded', failed: [] });
      expect(await rollout.shownState()).toBe('Succeeded');
      expect((await rollout.report()).counts).toMatchObject({ Succeeded: 18, Pending: 0 });
    });
    const { steps } = plan(input.applied, input.desired);
    expect([...activities.ids].sort()).toEqual(steps.map(({ id }) => `${id}/1`).sort());
    for (const step of steps) {
      const position = activities.ids.indexOf(`${step.id}/1`);
      for (const need of step.needs) {
        expect(activities.ids.indexOf(`${need}/1`)).toBeLessThan(position);
      }
    }
    const published = activities.calls.find(
      ({ activityId }) => activityId === 'publishServices@cluster-2/1',
    );
    expect(published?.argument.exposed).toEqual([
      expect.objectContaining({ application: 'my-backend', cluster: 'cluster-1', port: 8080 }),
    ]);
  });

  it('says in the history what each step is about, and changes the state attribute rarely', async () => {
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1)));
      await rollout.result();
      const { events } = await rollout.handle.fetchHistory();
      const scheduled = (events ?? []).filter(e => e.activityTaskScheduledEventAttributes);
      const first = scheduled[0];
      expect(first.activityTaskScheduledEventAttributes).toMatchObject({
        activityId: 'createNetwork@cluster-1/1',
        activityType: { name: 'createNetwork' },
      });
      const [summary] = await testCodec.decode([first.userMetadata!.summary!]);
      expect(String(summary.data)).toBe(
        '"cluster-1: create network shop in namespace interconnect-shop"',
      );
      const upserts = (events ?? []).flatMap(event =>
        Object.keys(
          event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields ??
            {},
        ),
      );
      expect(upserts).toEqual(['InterconnectState']);
    });
  });

  it('runs no more activities at once than the window allows, and as many', async () => {
    activities = new MockActivities(50);
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(12), { options: { window: 4 } }));
      expect((await rollout.result()).state).toBe('Succeeded');
    });
    expect(activities.mostAtOnce).toBe(4);
  });

  it('undoes nothing and touches no other spoke when one has failed, and goes on after a retry', async () => {
    activities.fails('linkSpoke@cluster-2/1', 'no route to cluster-1');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(3)));
      const report = await rollout.until(({ state }) => state === 'Blocked');
      expect(report).toMatchObject({
        counts: { Succeeded: 14, Failed: 1, Pending: 3, Running: 0 },
        failed: [{ step: 'linkSpoke@cluster-2', error: 'no route to cluster-1' }],
      });
      expect(await rollout.shownState()).toBe('Blocked');
      await rollout.command('retry', { steps: ['linkSpoke@cluster-2'] });
      expect(await rollout.result()).toEqual({ state: 'Succeeded', failed: [] });
    });
    expect(activities.ids).toContain('deployApplication:my-frontend@cluster-4/1');
    expect(activities.ids).toContain('linkSpoke@cluster-2/2');
    expect(activities.ids.filter(id => id.startsWith('linkSpoke@cluster-3/'))).toHaveLength(1);
  });

  it('goes on behind what a person skipped', async () => {
    activities.fails('linkSpoke@cluster-2/1', 'no route');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(2)));
      await rollout.until(({ state }) => state === 'Blocked');
      await rollout.command('skip');
      expect(await rollout.result()).toEqual({ state: 'Succeeded', failed: [] });
      expect((await rollout.report()).counts).toMatchObject({ Skipped: 1, Succeeded: 13 });
    });
    expect(activities.ids).toContain('deployApplication:my-frontend@cluster-2/1');
  });

  it('ends as Failed when nobody comes in time, or at once when nobody is waited for', async () => {
    activities.fails('verify/1', 'the link of cluster-2 is down');
    const failed = [{ step: 'verify', error: 'the link of cluster-2 is down' }];
    await server.withWorker(activities, async start => {
      const waiting = await start(inputFor(shop(1), { options: { blockedSeconds: 1 } }));
      const hasty = await start(inputFor(shop(1), { options: { blockedSeconds: 0 } }));
      expect(await waiting.result()).toEqual({ state: 'Failed', failed });
      expect(await hasty.result()).toEqual({ state: 'Failed', failed });
      expect(await waiting.shownState()).toBe('Failed');
      const types = (await hasty.handle.fetchHistory()).events ?? [];
      expect(types.some(event => event.timerStartedEventAttributes)).toBe(false);
    });
  });

  it('fails a verification that found mismatches', async () => {
    activities.answers('verify/1', { mismatches: ['cluster-2: link is down', 'no listener'] });
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1), { options: { blockedSeconds: 0 } }));
      expect((await rollout.result()).failed).toEqual([
        { step: 'verify', error: 'cluster-2: link is down; no listener' },
      ]);
    });
  });

  it('tries a step again by itself until its deadline, and says why it gave up', async () => {
    activities.fails('createNetwork@cluster-1/1', 'the API server does not answer', 'unreachable');
    activities.holds('deploySkupper@cluster-2/1');
    await server.withWorker(activities, async start => {
      const options = { stepDeadlineSeconds: 2, blockedSeconds: 0 };
      const unreachable = await start(inputFor(shop(1), { options }));
      expect((await unreachable.result()).failed).toEqual([
        { step: 'createNetwork@cluster-1', error: 'the API server does not answer' },
      ]);
      expect(activities.ids.length).toBeGreaterThan(1);
      activities.answers('createNetwork@cluster-1/1', {});
      const slow = await start(inputFor(shop(1), { options }));
      expect((await slow.result()).failed).toEqual([
        { step: 'deploySkupper@cluster-2', error: 'not done within its deadline of 2 s' },
      ]);
    });
  });

  it('starts nothing while it is paused', async () => {
    const { release } = activities.holds('createNetwork@cluster-1/1');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1)));
      await rollout.until(({ running }) => running.length === 1);
      await rollout.command('pause');
      release();
      const paused = await rollout.until(({ counts }) => counts.Succeeded === 1);
      expect(paused).toMatchObject({ state: 'Paused', running: [] });
      expect(await rollout.shownState()).toBe('Paused');
      expect(activities.ids).toEqual(['createNetwork@cluster-1/1']);
      await rollout.command('resume');
      expect((await rollout.result()).state).toBe('Succeeded');
    });
  });

  it('rolls back: stops what runs, then undoes all that was started, what it stopped included', async () => {
    activities.holds('deploySkupper@cluster-2/1');
    activities.fails('deploySkupper@cluster-1/1', 'no address');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1)));
      await rollout.until(({ counts }) => counts.Failed === 1 && counts.Running === 1);
      await rollout.command('rollback', { reason: 'wrong spoke' });
      expect(await rollout.result()).toEqual({ state: 'RolledBack', failed: [] });
      expect(await rollout.shownState()).toBe('RolledBack');
    });
    const back = activities.calls.filter(({ activityId }) => activityId.startsWith('rollback:'));
    expect(back.map(({ type }) => type).sort()).toEqual([
      'undoCreateNetwork',
      'undoDeployLoadBalancer',
      'undoDeploySkupper',
      'undoDeploySkupper',
    ]);
    expect(back.at(-1)?.activityId).toBe('rollback:createNetwork@cluster-1/1');
  });

  it('rolls back to what was there before', async () => {
    activities.fails('linkSpoke@cluster-3/1', 'no route');
    const previous = shop(1);
    await server.withWorker(activities, async start => {
      const applied = appliedAll(previous);
      const rollout = await start(inputFor(shop(2), { applied, previous }));
      await rollout.until(({ state }) => state === 'Blocked');
      await rollout.command('rollback');
      expect((await rollout.result()).state).toBe('RolledBack');
    });
    expect(activities.ids.filter(id => id.startsWith('rollback:'))).toEqual([
      'rollback:linkSpoke@cluster-3/1',
      'rollback:deploySkupper@cluster-3/1',
      'rollback:verify/1',
    ]);
  });

  it('lists what could not be undone', async () => {
    activities.fails('verify/1', 'down');
    activities.fails('rollback:deploySkupper@cluster-2/1', 'cluster-2 is unreachable');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1)));
      await rollout.until(({ state }) => state === 'Blocked');
      await rollout.command('rollback');
      expect(await rollout.result()).toEqual({
        state: 'RollbackIncomplete',
        failed: [
          { step: 'deploySkupper@cluster-2', error: 'cluster-2 is unreachable' },
          { step: 'createNetwork@cluster-1', error: 'not tried: it needs deploySkupper@cluster-2' },
        ],
      });
    });
    expect(activities.ids).toContain('rollback:deploySkupper@cluster-1/1');
  });

  it('cancels: stops what runs, and leaves everything as it is', async () => {
    activities.holds('deploySkupper@cluster-2/1');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1)));
      await rollout.until(
        ({ running }) => running.length === 1 && running[0].includes('cluster-2'),
      );
      await rollout.command('cancel');
      expect(await rollout.result()).toEqual({
        state: 'Canceled',
        failed: [{ step: 'deploySkupper@cluster-2', error: 'canceled while it was running' }],
      });
      expect((await rollout.handle.describe()).status.name).toBe('COMPLETED');
    });
    expect(activities.ids.some(id => id.startsWith('rollback:'))).toBe(false);
  });

  it('rolls back and ends as Canceled when Temporal itself cancels it', async () => {
    activities.holds('deploySkupper@cluster-2/1');
    const held = activities.holds('rollback:createNetwork@cluster-1/1');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1)));
      await rollout.until(
        ({ running }) => running.length === 1 && running[0].includes('cluster-2'),
      );
      await rollout.handle.cancel();
      await rollout.until(({ state, counts }) => state === 'RollingBack' && counts.Succeeded > 1);
      // Once more: the way back goes on.
      await rollout.handle.cancel();
      held.release();
      await expect(rollout.result()).rejects.toThrow(WorkflowFailedError);
      expect((await rollout.handle.describe()).status.name).toBe('CANCELLED');
      expect(await rollout.shownState()).toBe('RolledBack');
    });
    const back = activities.ids.filter(id => id.startsWith('rollback:'));
    expect(back).toContain('rollback:deploySkupper@cluster-2/1');
    expect(back.at(-1)).toBe('rollback:createNetwork@cluster-1/1');
  });

  it('refuses what does not fit, with the reason', async () => {
    const { release } = activities.holds('createNetwork@cluster-1/1');
    activities.fails('verify/1', 'down');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(1)));
      await rollout.until(({ running }) => running.length === 1);
      const refusedWith = (message: string) => ({ cause: { type: 'Conflict', message } });
      await expect(rollout.command('retry')).rejects.toMatchObject(
        refusedWith('No step has failed, nothing to retry'),
      );
      await expect(rollout.command('resume')).rejects.toMatchObject(
        refusedWith('This rollout cannot be resumed: it is not paused'),
      );
      await expect(rollout.command('skip', { steps: ['linkSpoke'] })).rejects.toMatchObject(
        refusedWith("The plan has no step 'linkSpoke'"),
      );
      await expect(rollout.command('pause', { by: '' })).rejects.toMatchObject(
        refusedWith('A command needs `by`: who gives it'),
      );
      release();
      await rollout.until(({ state }) => state === 'Blocked');
      await rollout.command('cancel');
      expect((await rollout.result()).state).toBe('Canceled');
      const { events = [] } = await rollout.handle.fetchHistory();
      const accepted = events?.filter(e => e.workflowExecutionUpdateAcceptedEventAttributes);
      expect(accepted).toHaveLength(1);
    });
  });

  it('takes commands that come before the first workflow task', async () => {
    await server.withWorker(activities, async start => {
      activities.fails('verify/1', 'down');
      const rollout = await start(inputFor(shop(1)));
      await rollout.command('pause');
      await rollout.command('resume');
      await rollout.command('rollback');
      expect((await rollout.result()).state).toBe('RolledBack');
    });
  });

  it('refuses another plan than the one that was shown', async () => {
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(2), { planDigest: 'f00' }));
      await expect(rollout.result()).rejects.toMatchObject({
        cause: { type: 'InvalidInput', nonRetryable: true },
      });
      expect(await rollout.shownState()).toBe('Failed');
    });
    expect(activities.calls).toEqual([]);
  });

  it('fails, rather than hang, when there is no plan', async () => {
    await server.withWorker(activities, async start => {
      const broken = inputFor(shop(2));
      const rollout = await start({ ...broken, manifests: {} });
      await expect(rollout.result()).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
      const idle = await start({ ...broken, options: { ...broken.options, window: NaN } });
      await expect(idle.result()).rejects.toMatchObject({
        cause: { message: 'options.window is null: it must be a number of at least 1' },
      });
    });
  });

  it('runs once at a time for a network', async () => {
    const { release } = activities.holds('createNetwork@cluster-1/1');
    await server.withWorker(activities, async start => {
      const id = `interconnect.edge-shop.${Date.now()}`;
      const rollout = await start(inputFor(shop(0)), id);
      await expect(start(inputFor(shop(0)), id)).rejects.toThrow(
        WorkflowExecutionAlreadyStartedError,
      );
      release();
      expect((await rollout.result()).state).toBe('Succeeded');
      await (await start(inputFor(undefined, { applied: appliedAll(shop(0)) }), id)).result();
    });
    expect(activities.ids).toContain('createNetwork@cluster-1/1');
    expect(activities.calls.at(-1)?.type).toBe('undoCreateNetwork');
  });
});
