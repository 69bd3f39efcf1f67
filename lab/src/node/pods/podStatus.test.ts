import type { V1Pod } from '@kubernetes/client-node';
import { podStatus, type ContainerState, type ContainerView } from './podStatus';

const at = '2026-01-01T00:00:00.000Z';
const running: ContainerState = { running: { startedAt: at } };
const waiting: ContainerState = { waiting: { reason: 'ContainerCreating' } };
const ended = (exitCode: number): ContainerState => ({
  terminated: { exitCode, reason: exitCode ? 'Error' : 'Completed', startedAt: at, finishedAt: at },
});
const container = (state: ContainerState, part: Partial<ContainerView> = {}): ContainerView => ({
  ...{ name: 'c', image: 'node:24', state, ready: false, restartCount: 0, finished: false },
  ...part,
});

const status = (containers: ContainerView[], init: ContainerView[] = [], pod: V1Pod = {}) =>
  podStatus(pod, { podIP: '198.18.1.2', hostIP: '198.18.1.1', startTime: at, init, containers });
const condition = (result: ReturnType<typeof status>, type: string) =>
  result.conditions.find(c => c.type === type);

describe('podStatus', () => {
  it('is Pending until a container has started', () => {
    expect(status([container(waiting)])).toMatchObject({ phase: 'Pending', podIP: '198.18.1.2' });
  });

  it('is Running but not Ready while a container is not ready', () => {
    const result = status([container(running, { name: 'a', ready: true }), container(running)]);
    expect(result.phase).toBe('Running');
    expect(condition(result, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [c]',
    });
  });

  it('is Ready when all containers are', () => {
    const result = status([container(running, { ready: true })]);
    expect(condition(result, 'Ready')?.status).toBe('True');
    expect(result.containerStatuses).toEqual([
      expect.objectContaining({ ready: true, started: true, restartCount: 0 }),
    ]);
  });

  it('stays Running between a crash and the restart', () => {
    const crashed = container(
      { waiting: { reason: 'CrashLoopBackOff' } },
      { lastState: ended(1), restartCount: 2 },
    );
    const result = status([crashed]);
    expect(result.phase).toBe('Running');
    expect(condition(result, 'Ready')?.status).toBe('False');
    expect(result.containerStatuses[0]).toMatchObject({ restartCount: 2, lastState: ended(1) });
  });

  it('is Succeeded or Failed when all have ended for good', () => {
    expect(status([container(ended(0), { finished: true })]).phase).toBe('Succeeded');
    expect(status([container(ended(3), { finished: true })]).phase).toBe('Failed');
  });

  it('waits for init containers, and fails with them', () => {
    const main = [container(waiting)];
    const first = status(main, [container(running, { name: 'i' })]);
    expect(first.phase).toBe('Pending');
    expect(condition(first, 'Initialized')?.status).toBe('False');
    const done = status(main, [container(ended(0), { name: 'i', finished: true })]);
    expect(condition(done, 'Initialized')?.status).toBe('True');
    expect(done.initContainerStatuses?.[0].ready).toBe(true);
    expect(status(main, [container(ended(1), { finished: true })]).phase).toBe('Failed');
  });

  it('keeps the time of a condition that did not change, and conditions of others', () => {
    const before = '2020-01-01T00:00:00Z' as unknown as Date;
    const pod: V1Pod = {
      spec: { containers: [], readinessGates: [{ conditionType: 'example.org/gate' }] },
      status: {
        conditions: [
          { type: 'ContainersReady', status: 'True', lastTransitionTime: before },
          { type: 'Ready', status: 'True', lastTransitionTime: before },
          { type: 'example.org/gate', status: 'False' },
        ],
      },
    };
    const result = status([container(running, { ready: true })], [], pod);
    expect(condition(result, 'ContainersReady')?.lastTransitionTime).toBe(before);
    expect(condition(result, 'example.org/gate')).toBeDefined();
    expect(condition(result, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ReadinessGatesNotReady',
    });
    expect(condition(result, 'Ready')?.lastTransitionTime).not.toBe(before);
  });
});
