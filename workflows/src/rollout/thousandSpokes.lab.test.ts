import { plan } from '@interconnect/backstage-plugin-interconnect-common';
import type { History } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { appliedAll, inputFor, MockActivities, shop } from '../testing';
import { RolloutServer } from './__testUtils__/RolloutServer';

jest.setTimeout(600_000);

const spokes = process.env.INTERCONNECT_TEST_LONG ? 1000 : 200;
/** Temporal warns from here on, and ends a run at five times as many. */
const maxEvents = 10_240;
const maxPayload = 2 * 1024 * 1024;

describe(`a rollout to ${spokes} spokes`, () => {
  let server: RolloutServer;
  beforeAll(async () => {
    server = await RolloutServer.connect();
  });
  afterAll(() => server?.close());

  /** Prints what the runs cost, and checks them against Temporal's limits. */
  async function measure(name: string, histories: History[]) {
    for (const [index, history] of histories.entries()) {
      const events = history.events ?? [];
      const tasks = events.filter(event => event.workflowTaskCompletedEventAttributes).length;
      const input = events[0].workflowExecutionStartedEventAttributes?.input?.payloads?.[0].data;
      const started = performance.now();
      const usage = process.cpuUsage();
      const { dataConverter, worker } = server;
      const workflowBundle = worker.bundle;
      await Worker.runReplayHistory({ workflowBundle, dataConverter }, history);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const { user, system } = process.cpuUsage(usage);
      console.info(
        `${name}, run ${index + 1} of ${histories.length}: ${events.length} events, ${tasks} workflow tasks, ` +
          `${Math.round((input?.length ?? 0) / 1024)} KiB of input, replayed in ${seconds} s ` +
          `(${((user + system) / 1e6).toFixed(1)} s of CPU)`,
      );
      expect(events.length).toBeLessThan(maxEvents);
      expect(input?.length).toBeLessThan(maxPayload);
    }
  }

  it('connects all of them, and one more later', async () => {
    const activities = new MockActivities();
    const desired = shop(spokes);
    const more = shop(spokes + 1);
    const options = { window: 40, stepDeadlineSeconds: 600 };
    await server.withWorker(activities, async start => {
      const began = performance.now();
      const first = await start(inputFor(desired, { options }));
      expect(await first.result()).toEqual({ state: 'Succeeded', failed: [] });
      const seconds = Math.round((performance.now() - began) / 1000);
      console.info(`${activities.calls.length} steps for ${spokes} spokes in ${seconds} s`);
      await measure('create', await first.histories());

      const applied = appliedAll(desired);
      const second = await start(inputFor(more, { applied, previous: desired, options }));
      expect(await second.result()).toEqual({ state: 'Succeeded', failed: [] });
      await measure('add a spoke', await second.histories());
    });
    const expected = [...plan({}, desired).steps, ...plan(appliedAll(desired), more).steps];
    expect([...activities.ids].sort()).toEqual(expected.map(({ id }) => `${id}/1`).sort());
    expect(activities.mostAtOnce).toBeLessThanOrEqual(40);
  });
});
