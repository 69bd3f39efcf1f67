import { randomBytes } from 'node:crypto';
import { plan } from '@interconnect/backstage-plugin-interconnect-common';
import { inputFor, MockActivities, shop } from '../testing';
import { RolloutServer } from './__testUtils__/RolloutServer';

jest.setTimeout(120_000);

/** Runs that end after some 40 events, as Temporal suggests after some 4,000. */
const options = { eventsPerRun: 40, window: 4 };

describe('rollout over several runs', () => {
  let server: RolloutServer;
  let activities: MockActivities;
  beforeAll(async () => {
    server = await RolloutServer.connect();
  });
  afterAll(() => server?.close());
  beforeEach(() => {
    activities = new MockActivities();
  });

  it('runs every step once', async () => {
    const input = inputFor(shop(8), { options });
    await server.withWorker(activities, async start => {
      const rollout = await start(input);
      expect(await rollout.result()).toEqual({ state: 'Succeeded', failed: [] });
      expect(await rollout.shownState()).toBe('Succeeded');
      const histories = await rollout.histories();
      expect(histories.length).toBeGreaterThan(2);
      const last = histories.at(-1)?.events?.[0].workflowExecutionStartedEventAttributes;
      expect(last?.input?.payloads).toHaveLength(1);
    });
    const { steps } = plan({}, input.desired);
    expect([...activities.ids].sort()).toEqual(steps.map(({ id }) => `${id}/1`).sort());
    // What a server exposed in an earlier run is known in the later ones.
    const published = activities.calls.filter(({ type }) => type === 'publishServices');
    expect(published).toHaveLength(9);
    published.forEach(({ argument }) => expect(argument.exposed).toHaveLength(1));
  });

  it('carries failed steps, a pause and a rollback over', async () => {
    activities.fails('deploySkupper@cluster-2/1', 'no route');
    activities.fails('rollback:deploySkupper@cluster-3/1', 'unreachable');
    const held = activities.holds('linkSpoke@cluster-9/1');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(8), { options }));
      await rollout.until(({ running }) => running.includes('linkSpoke@cluster-9'));
      await rollout.command('pause');
      held.release();
      await rollout.until(({ running, state }) => running.length === 0 && state === 'Paused');
      await rollout.command('resume');
      const report = await rollout.until(({ state }) => state === 'Blocked');
      expect(report.failed).toEqual([{ step: 'deploySkupper@cluster-2', error: 'no route' }]);
      activities.holds('deploySkupper@cluster-2/2');
      await rollout.command('retry');
      await rollout.until(({ running }) => running.includes('deploySkupper@cluster-2'));
      await rollout.command('rollback');
      const { state, failed } = await rollout.result();
      expect(state).toBe('RollbackIncomplete');
      expect(failed[0]).toEqual({ step: 'deploySkupper@cluster-3', error: 'unreachable' });
      expect((await rollout.histories()).length).toBeGreaterThan(3);
    });
    expect(activities.ids).toContain('deploySkupper@cluster-2/2');
    expect(new Set(activities.ids).size).toBe(activities.ids.length);
  });

  it('does not let a step that takes long hold up the others', async () => {
    const slow = activities.holds('deploySkupper@cluster-2/1');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(8), { options }));
      const only = ['deploySkupper@cluster-2'];
      const draining = await rollout.until(({ running }) => `${running}` === `${only}`);
      expect(draining.counts.Pending).toBeGreaterThan(3);
      // After 30 seconds it goes on beside the slow step.
      await new Promise(resolve => setTimeout(resolve, 31_000));
      await rollout.until(
        ({ counts, running }) => counts.Pending === 4 && `${running}` === `${only}`,
      );
      slow.release();
      expect((await rollout.result()).state).toBe('Succeeded');
    });
  });

  it('ends as Canceled also when Temporal cancels a rollout that took several runs', async () => {
    const held = activities.holds('verify/1');
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(8), { options }));
      await rollout.until(({ running }) => running.includes('verify'));
      await rollout.handle.cancel();
      held.release();
      await expect(rollout.result()).rejects.toThrow();
      expect((await rollout.handle.describe()).status.name).toBe('CANCELLED');
      expect(await rollout.shownState()).toBe('RolledBack');
    });
  });

  it('stays in one run when what it knows is too much to hand over', async () => {
    // Compressing leaves three quarters of it: Temporal still takes it, but nothing more beside it.
    const large = { unused: randomBytes(1_960_000).toString('base64') };
    await server.withWorker(activities, async start => {
      const input = inputFor(shop(8), { options });
      const rollout = await start({ ...input, manifests: { ...input.manifests, ...large } });
      expect((await rollout.result()).state).toBe('Succeeded');
      expect(await rollout.histories()).toHaveLength(1);
    });
  });
});
