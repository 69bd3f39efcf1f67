import { mockServices } from '@backstage/backend-test-utils';
import { TemporalUnavailableError } from '../temporal/errors';
import { foldAll } from './fold';
import { initialFold } from './foldStarted';
import type { RolloutFold } from './RolloutFold';
import { RolloutProjector, RolloutProjectorOptions } from './RolloutProjector';
import { FakeHistories } from './__testUtils__/FakeHistories';
import { InMemoryProjectionStore } from './__testUtils__/InMemoryProjectionStore';
import { readRecordings, Recording } from './__testUtils__/recordings';

const recordings = readRecordings();
const requestedAt = '2026-11-22T09:00:00.000Z';

const whole = ({ runs }: Recording) =>
  runs.reduce<RolloutFold | undefined>(
    (fold, { runId, events }) => foldAll(fold, runId, events).fold,
    undefined,
  )!;

describe('RolloutProjector', () => {
  const projectors: RolloutProjector[] = [];
  const logger = mockServices.logger.mock();
  let store: InMemoryProjectionStore;
  beforeEach(() => {
    store = new InMemoryProjectionStore();
    jest.clearAllMocks();
  });
  afterEach(() => Promise.all(projectors.splice(0).map(projector => projector.stop())));

  const add = ({ input, runs }: Recording) => {
    const { project, network, rolloutId: id } = input;
    const rollout = { id, project, network, workflowId: id, runId: runs[0].runId, requestedAt };
    store.add(rollout, initialFold(input, requestedAt));
    return id;
  };
  const projector = (histories: FakeHistories, more: Partial<RolloutProjectorOptions> = {}) => {
    const created = new RolloutProjector({
      store,
      histories,
      logger,
      backoffMs: { min: 5, max: 20 },
      ...more,
    });
    projectors.push(created);
    return created;
  };
  const until = async (isThere: () => Promise<boolean> | boolean) => {
    for (let tries = 0; tries < 500; tries++) {
      if (await isThere()) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    throw new Error('It did not happen');
  };
  const ended = (id: string) =>
    until(async () => (await store.load(id))?.fold.endedAt !== undefined);

  it.each(Object.keys(recordings))('reads %s page by page', async name => {
    const recording = recordings[name];
    for (const pageSize of [1, 5, 1000]) {
      store = new InMemoryProjectionStore();
      const id = add(recording);
      projector(new FakeHistories(pageSize).add(id, recording)).start();
      await ended(id);
      expect((await store.load(id))!.fold).toEqual(whole(recording));
    }
  });

  it('reads what comes later, and stops at once when it is told to', async () => {
    const recording = recordings.succeeded;
    const id = add(recording);
    const histories = new FakeHistories().add(id, recording, 10);
    const one = projector(histories);
    one.follow(id);
    one.follow(id);
    await until(() => histories.polls === 1);
    expect((await store.load(id))!.fold.position.eventId).toBeLessThanOrEqual(10);
    histories.reveal(id, 25);
    await until(async () => (await store.load(id))!.fold.position.eventId > 20);
    await one.stop();
    expect(histories.polls).toBe(0);
    const asked = histories.requests.length;
    one.follow(id);
    histories.reveal(id, Infinity);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(histories.requests).toHaveLength(asked);
  });

  it('reads on from the beginning when a page does not follow the one before', async () => {
    const recording = recordings.succeeded;
    const id = add(recording);
    const histories = new FakeHistories(10).add(id, recording);
    let torn = 0;
    histories.tamper = (page, { token }) => {
      if (!token || torn > 0) {
        return page;
      }
      torn += 1;
      return { ...page, events: page.events.slice(2) };
    };
    projector(histories).follow(id);
    await ended(id);
    expect(torn).toBe(1);
    expect((await store.load(id))!.fold).toEqual(whole(recording));
  });

  it('follows more rollouts than it may poll at once', async () => {
    const histories = new FakeHistories();
    const ids = [recordings.succeeded, recordings.terminated, recordings.canceledInTemporal].map(
      (recording, index) => {
        const id = add(recording);
        histories.add(id, recording, index === 0 ? 5 : Infinity);
        return id;
      },
    );
    projector(histories, { maxPolls: 1 }).start();
    await ended(ids[1]);
    await ended(ids[2]);
    histories.reveal(ids[0], Infinity);
    await ended(ids[0]);
    expect(histories.mostPolls).toBe(1);
  });

  it('says what is wrong with the store, and goes on when it works again', async () => {
    const recording = recordings.succeeded;
    const id = add(recording);
    const save = jest.spyOn(store, 'save').mockRejectedValueOnce(new Error('disk full'));
    projector(new FakeHistories().add(id, recording)).follow(id);
    await ended(id);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error.mock.calls[0][0]).toBe(
      `Rollout ${id}: its history cannot be recorded: disk full`,
    );
    expect((await store.load(id))!.fold).toEqual(whole(recording));
    save.mockRestore();
  });

  it('ends a rollout that the database refuses for good, and says why; others go on', async () => {
    const [one, other] = [recordings.succeeded, recordings.terminated];
    const id = add(one);
    const otherId = add(other);
    const save = store.save.bind(store);
    const refused = Object.assign(new Error("insert … 'secret' - invalid byte sequence"), {
      code: '22021',
    });
    jest.spyOn(store, 'save').mockImplementation(async given => {
      if (given.rolloutId === id && given.fold.state !== 'Failed') throw refused;
      return save(given);
    });
    projector(new FakeHistories().add(id, one).add(otherId, other)).start();
    await ended(id);
    await ended(otherId);
    const { fold } = (await store.load(id))!;
    expect(fold.state).toBe('Failed');
    expect(fold.message).toMatch(
      /^its history cannot be recorded: a value that the database cannot hold \(22021\)\. .*repair/,
    );
    expect((await store.load(otherId))!.fold).toEqual(whole(other));
    expect(store.audit.some(({ message }) => message === fold.message)).toBe(true);
    await until(() => logger.error.mock.calls.length > 0);
    expect(logger.error.mock.calls.map(([message]) => message)).toEqual([
      `Rollout ${id}: its history cannot be recorded, and is not read any more: a value that the database cannot hold (22021)`,
    ]);
  });

  it('ends a rollout with an event that cannot be read', async () => {
    const recording = recordings.succeeded;
    const id = add(recording);
    const histories = new FakeHistories(1000).add(id, recording);
    histories.tamper = page => ({
      ...page,
      events: page.events.map((event, index) =>
        index === 5 ? { ...event, eventTime: undefined } : event,
      ),
    });
    projector(histories).follow(id);
    await ended(id);
    expect((await store.load(id))!.fold.message).toMatch(/A history event has no id or no time/);
    expect(histories.requests.length).toBe(3);
  });

  it('leaves a rollout alone of which not even the end can be recorded', async () => {
    const recording = recordings.succeeded;
    const id = add(recording);
    const refused = Object.assign(new Error('no'), { code: '54000' });
    const save = jest.spyOn(store, 'save').mockRejectedValue(refused);
    const one = projector(new FakeHistories().add(id, recording), { lookMs: 5 });
    one.start();
    await until(() => logger.error.mock.calls.length > 0);
    const tries = save.mock.calls.length;
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(save).toHaveBeenCalledTimes(tries);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('says once that Temporal does not answer, for all rollouts together', async () => {
    const histories = new FakeHistories();
    const ids = [recordings.succeeded, recordings.terminated, recordings.canceledInTemporal].map(
      recording => {
        const id = add(recording);
        histories.add(id, recording);
        return id;
      },
    );
    let isDown = true;
    histories.tamper = page => {
      if (isDown) {
        throw new TemporalUnavailableError('Temporal at host:7233: no connection', 'unknown');
      }
      return page;
    };
    projector(histories).start();
    await until(() => histories.requests.length > 12);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    isDown = false;
    await Promise.all(ids.map(ended));
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.info).toHaveBeenCalledTimes(1);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('ends a rollout whose history is gone once, however many replicas find out', async () => {
    const recording = recordings.succeeded;
    const id = add(recording);
    const gone = new FakeHistories();
    [projector(gone), projector(gone), projector(gone)].forEach(each => each.start());
    await ended(id);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(store.audit.map(({ action }) => action)).toEqual(['rollout.failed']);
    const { fold } = (await store.load(id))!;
    expect(fold).toMatchObject({ state: 'Failed', message: expect.stringContaining('no history') });
    expect([...store.networks.values()]).toEqual([{ applied: {} }]);
  });

  it('records nothing of a run that was started for another rollout', async () => {
    const recording = recordings.terminated;
    const id = add(recording);
    projector(new FakeHistories().add(id, recordings.succeeded), { graceMs: 0 }).follow(id);
    await ended(id);
    expect((await store.load(id))!.fold.applied).toEqual({});

    const other = { ...recordings.succeeded, runs: recordings.terminated.runs };
    projector(new FakeHistories().add(add(other), other)).follow(other.input.rolloutId);
    await until(() => logger.error.mock.calls.length > 0);
    expect(logger.error.mock.calls[0][0]).toContain('was started for rollout');
    expect((await store.load(other.input.rolloutId))!.fold.runs).toEqual([]);
  });

  it('forgets a rollout whose row is gone', async () => {
    const histories = new FakeHistories();
    const one = projector(histories);
    one.follow('r-9');
    await one.stop();
    expect(histories.requests).toEqual([]);
    expect(logger.error).not.toHaveBeenCalled();
  });
});
