import { randomUUID } from 'node:crypto';
import { inputFor, MockActivities, shop } from '../testing';
import { RolloutServer } from './__testUtils__/RolloutServer';

jest.setTimeout(60_000);

/** On a real Temporal server, with mocked activities. */
describe('a deploy of the worker', () => {
  let server: RolloutServer;
  beforeAll(async () => {
    server = await RolloutServer.connect();
  });
  afterAll(() => server?.close());

  it('lets a rollout end on the version with which it began, and starts new ones on the next', async () => {
    const deploymentName = `interconnect-${randomUUID()}`;
    const before = { deploymentName, buildId: 'before' };
    const after = { deploymentName, buildId: 'after' };
    const taskQueue = `versions-${randomUUID()}`;
    const input = inputFor(shop(2));
    const ids = input.steps.map(({ id }) => `${id}/1`).sort();
    const onOld = new MockActivities();
    const onNew = new MockActivities();
    const underWay = 'deployLoadBalancer@cluster-1/1';
    const held = onOld.holds(underWay);

    async function deploy() {
      const begun = await server.start(input, taskQueue);
      await begun.until(({ running }) => running.includes('deployLoadBalancer@cluster-1'));
      await server.worker.during(onNew, () => goOn(begun), taskQueue, after);
    }
    async function goOn(begun: Awaited<ReturnType<typeof server.start>>) {
      await server.makeCurrent(after);
      const next = await server.start(input, taskQueue);
      expect(await next.result()).toEqual({ state: 'Succeeded', failed: [] });
      expect(onOld.ids).not.toContain('verify/1');
      held.release();
      expect(await begun.result()).toEqual({ state: 'Succeeded', failed: [] });
    }
    await server.worker.during(
      onOld,
      async () => {
        await server.makeCurrent(before);
        await deploy();
      },
      taskQueue,
      before,
    );
    expect([...onOld.ids].sort()).toEqual(ids);
    expect([...onNew.ids].sort()).toEqual(ids);
  });
});
