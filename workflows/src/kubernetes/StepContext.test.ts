import { defaultRules } from '@interconnect/backstage-plugin-interconnect-common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { type StepContext, stepActivity, type StepDependencies } from './StepContext';

const dependencies: StepDependencies = {
  clusters: [],
  options: {} as StepDependencies['options'],
  tenancy: defaultRules,
};

const network = { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' };
const verify = { kind: 'verify' as const, network, members: [] };

/** Heartbeats of a step, each with the second at which it came. */
async function heartbeatsOf(seconds: number, run: (step: StepContext) => Promise<void>) {
  const heartbeats: [number, unknown][] = [];
  const logger = new DefaultLogger('ERROR', () => {});
  const begun = Date.now();
  const info = { startToCloseTimeoutMs: 60_000, scheduleToCloseTimeoutMs: 0 };
  const environment = new MockActivityEnvironment(info, { logger });
  environment.on('heartbeat', said => heartbeats.push([(Date.now() - begun) / 1000, said]));
  const activity = stepActivity(dependencies, async step => {
    await run(step);
    return {};
  });
  const ended = environment.run(activity, { step: 'verify', input: verify });
  await jest.advanceTimersByTimeAsync(seconds * 1000);
  await ended;
  return heartbeats;
}

describe('heartbeats of a step', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('say what is waited for and what was seen, and no more of it when it is there', async () => {
    const looks = ['no Site', 'Site is Pending'];
    const heartbeats = await heartbeatsOf(12, async step => {
      await step.until('Site a/b', async () => {
        const seen = looks.shift();
        return seen === undefined ? { done: undefined } : { seen };
      });
      await step.sleep(9000);
    });
    expect(heartbeats).toEqual([
      [0, 'waiting for Site a/b: no Site'],
      [1, 'waiting for Site a/b: Site is Pending'],
      [5, undefined],
      [10, undefined],
    ]);
  });

  it('repeat the newest words', async () => {
    const heartbeats = await heartbeatsOf(12, async step => {
      step.note('installing Skupper');
      await step.sleep(11_000);
    });
    expect(heartbeats).toEqual([0, 5, 10].map(second => [second, 'installing Skupper']));
  });
});
