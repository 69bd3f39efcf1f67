import { mockServices } from '@backstage/backend-test-utils';
import { inputFor, shop } from '@interconnect/workflows/testing';
import { initialFold } from '../projection/foldStarted';
import { FakeTemporal } from '../__testUtils__/FakeTemporal';
import type { NetworkStore } from '../store/NetworkStore';
import { NetworkObserver } from './NetworkObserver';

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  expect(holds()).toBe(true);
}

describe('NetworkObserver', () => {
  let temporal: FakeTemporal;
  let looks: number;
  const observers: NetworkObserver[] = [];
  beforeEach(() => {
    temporal = new FakeTemporal();
    looks = 0;
  });
  afterEach(() => Promise.all(observers.splice(0).map(observer => observer.stop())));

  const start = (store: Partial<NetworkStore> = {}) => {
    const logger = mockServices.logger.mock();
    const observer = new NetworkObserver({
      store: {
        listAllNetworks: async () => {
          looks += 1;
          return [];
        },
        ...store,
      } as NetworkStore,
      observations: temporal.observations,
      logger,
      intervalSeconds: 30,
      taskQueue: 'interconnect',
      lookMs: 10,
      backoffMs: { min: 5, max: 10 },
    });
    observers.push(observer);
    observer.start();
    return { logger, observer };
  };

  it('keeps the Schedules at once, and again when a rollout stands still', async () => {
    const { observer } = start();
    await until(() => looks === 1);
    const fold = initialFold(inputFor(shop()), 'now');
    observer.rolloutSaved(fold, { ...fold, state: 'Running' });
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(looks).toBe(1);
    observer.rolloutSaved(fold, { ...fold, state: 'Blocked' });
    await until(() => looks === 2);
    observer.rolloutSaved(
      { ...fold, state: 'Blocked' },
      { ...fold, state: 'Failed', endedAt: 'x' },
    );
    await until(() => looks === 3);
  });

  it('keeps them when a document was saved or removed without a rollout', async () => {
    const { observer } = start();
    await until(() => looks === 1);
    observer.documentSaved();
    await until(() => looks === 2);
  });

  it('says once that Temporal is away, and that it is back', async () => {
    temporal.mode = 'down';
    const { logger } = start();
    await until(() => looks > 3);
    expect(logger.warn.mock.calls.map(([line]) => line).sort()).toEqual([
      'Observations of networks are not read until Temporal answers again. Temporal at test:1 does not answer',
      'The Schedules that observe networks are not kept until Temporal answers again. Temporal at test:1 does not answer',
    ]);
    temporal.mode = 'up';
    await until(() => logger.info.mock.calls.length === 2);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('says every other error, and goes on', async () => {
    let tries = 0;
    const { logger } = start({
      listAllNetworks: async () => {
        tries += 1;
        throw new Error('the database is away');
      },
    });
    await until(() => tries > 2);
    expect(logger.error.mock.calls[0][0]).toBe(
      'The Schedules that observe networks cannot be kept: the database is away',
    );
  });

  it('does not look any more when it has ended', async () => {
    const { observer } = start();
    await until(() => looks === 1);
    await observer.stop();
    const fold = initialFold(inputFor(shop()), 'now');
    observer.rolloutSaved(fold, { ...fold, state: 'Blocked' });
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(looks).toBe(1);
  });
});
