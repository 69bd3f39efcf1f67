import { inputFor, shop } from './testing/inputs';
import { MockActivities } from './testing/MockActivities';
import { RolloutServer } from './testing/RolloutServer';

jest.setTimeout(60_000);

describe('rollout', () => {
  let server: RolloutServer;
  beforeAll(async () => {
    server = await RolloutServer.connect();
  });
  afterAll(() => server?.close());

  it('runs all steps, each after what it needs', async () => {
    const activities = new MockActivities();
    await server.withWorker(activities, async start => {
      const rollout = await start(inputFor(shop(2)));
      expect(await rollout.result()).toEqual({ state: 'Succeeded', failed: [] });
      expect(await rollout.shownState()).toBe('Succeeded');
    });
    expect(activities.ids[0]).toBe('createNetwork@cluster-1/1');
    expect(activities.ids.at(-1)).toBe('verify/1');
    expect(activities.ids).toHaveLength(12);
  });
});
