import type { Pod } from '../cluster/podTrouble';
import { Lasting } from './Lasting';

function pod(restartCount: number, up = true, uid = 'a'): Pod {
  const lastState = { terminated: { exitCode: 1, reason: 'Error' } };
  const state = up ? { running: {} } : { waiting: { reason: 'CrashLoopBackOff' } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', uid },
    status: {
      phase: 'Running',
      containerStatuses: [{ name: 'main', restartCount, state, lastState }],
    },
  };
}

/** Looks each second at whether it is ready, and its restarts; the second at which it is done. */
function secondsUntilDone(looks: [boolean, number][]): number | undefined {
  const lasting = new Lasting(3);
  const at = looks.findIndex(
    ([ready, restarts], second) => !lasting.look(ready, [pod(restarts, ready)], second * 1000),
  );
  return at === -1 ? undefined : at;
}

const times = (count: number, look: [boolean, number]) =>
  Array<[boolean, number]>(count).fill(look);

describe('what is ready', () => {
  it('has to be so for some seconds', () => {
    expect(secondsUntilDone(times(5, [true, 0]))).toBe(3);
    expect(secondsUntilDone([[false, 0], ...times(5, [true, 0])])).toBe(4);
  });

  it('begins anew when it was not ready meanwhile', () => {
    expect(secondsUntilDone([[true, 0], [true, 0], [false, 0], ...times(3, [true, 0])])).toBe(
      undefined,
    );
  });

  it('begins anew after a restart that no look has seen', () => {
    expect(secondsUntilDone([...times(3, [true, 0]), ...times(4, [true, 1])])).toBe(6);
  });

  it('may have been restarted before', () => {
    expect(secondsUntilDone(times(5, [true, 7]))).toBe(3);
  });

  it('need not last where nothing runs', () => {
    expect(new Lasting(3).look(true, [], 0)).toBeUndefined();
  });

  it('says how long it has lasted', () => {
    const lasting = new Lasting(3);
    lasting.look(true, [pod(0)], 0);
    expect(lasting.look(true, [pod(0)], 2000)).toBe(
      'ready, and for 2 of 3 seconds without a restart',
    );
  });
});

describe('what does not stay up', () => {
  function loopAfter(...counts: number[]) {
    const lasting = new Lasting(3);
    return counts
      .map(count => {
        const pods = [pod(count, false)];
        lasting.look(false, pods, 0);
        return lasting.loop(pods)?.text;
      })
      .pop();
  }

  it('is said with its end and its restarts, after some of them', () => {
    expect(loopAfter(0, 1, 2, 3)).toBeUndefined();
    expect(loopAfter(0, 1, 2, 3, 4)).toBe(
      'Pod shop/web, container main, does not stay up: ended with exit code 1 (Error), restarted 4 times',
    );
  });

  it('has one more chance when it was restarted before', () => {
    expect(loopAfter(9)).toBeUndefined();
    expect(loopAfter(9, 10)).toContain('restarted 10 times');
  });

  it('counts for a new pod from its first start', () => {
    const lasting = new Lasting(3);
    lasting.look(false, [pod(0, false, 'before')], 0);
    lasting.look(false, [pod(4, false, 'after')], 1000);
    expect(lasting.loop([pod(4, false, 'after')])?.text).toContain('does not stay up');
  });

  it('is not said of one that runs again', () => {
    const lasting = new Lasting(3);
    lasting.look(false, [pod(0)], 0);
    expect(lasting.loop([pod(5)])).toBeUndefined();
  });
});
