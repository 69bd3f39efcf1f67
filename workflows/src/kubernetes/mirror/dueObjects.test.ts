import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import { readAt, readingOf, StandingMirror } from '../../testing';

it('writes all of a small network with each reading, so that all have its time', () => {
  const standing = new StandingMirror();
  standing.show(readingOf(0, 10));
  expect(standing.show(readingOf(1, 10))).toHaveLength(standing.objects.size);
  expect(standing.times()).toEqual(new Set([readAt(1)]));
});

it('of a large one writes what changed, and renews the time of a hundred others in turn', () => {
  const standing = new StandingMirror();
  // Two of the network, and four of each spoke.
  expect(standing.show(readingOf(0, 1000))).toHaveLength(4002);
  const again = standing.show(readingOf(1, 1000));
  expect(again).toHaveLength(102);
  expect(again.slice(0, 2)).toEqual(['Network shop', 'Network shop']);

  const changed = standing.show(readingOf(2, 1000, [999]));
  expect(changed).toHaveLength(106);
  expect(changed.filter(name => name.endsWith(' edge-999.shop')).sort()).toEqual([
    'Cluster edge-999.shop',
    'Link edge-999.shop',
    'NetworkCluster edge-999.shop',
    'NetworkLink edge-999.shop',
  ]);
});

it('says of every object what the last reading found, and lags only with the times of what is as it was', () => {
  const standing = new StandingMirror();
  standing.show(readingOf(0, 100));
  // Without the network itself, which is written always.
  const most = Math.ceil((standing.objects.size - 2) / 100);
  expect(most).toBe(4);
  for (let second = 1; second < 5 * most; second++) {
    // Some links go down and come up all the time.
    const down = [second % 7, (13 * second) % 100, (29 * second) % 100];
    standing.show(readingOf(second, 100, down));
    const anew = new StandingMirror();
    anew.show(readingOf(second, 100, down));
    expect(standing.said()).toEqual(anew.said());
    expect(standing.lag(second)).toBeLessThanOrEqual(most);
  }
});

it('writes what waits longest first when more changes than can be written in time', () => {
  const standing = new StandingMirror();
  const spokes = Array.from({ length: 50 }, (_, index) => index);
  const changing = (second: number): NetworkObservation => {
    const { members, ...rest } = readingOf(second, 50, spokes);
    const message = `cut ${second} s ago`;
    const link = { state: 'Down' as const, message };
    return { ...rest, members: members.map(member => ({ ...member, message, link })) };
  };
  standing.show(changing(0));
  // A fifth of them is written of each reading, beside the network itself.
  for (let second = 1; second < 21; second++) {
    standing.show(changing(second), 42);
    expect(standing.lag(second)).toBeLessThanOrEqual(5);
  }
});

it('writes nothing of what is not observed, as long as it is not', () => {
  const standing = new StandingMirror();
  const unread = (second: number): NetworkObservation => ({
    ...{ observedAt: readAt(second), services: [] },
    members: [{ cluster: 'edge-1', role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } }],
  });
  expect(standing.show(unread(0))).toHaveLength(6);
  expect(standing.show(unread(1))).toEqual(['Network shop', 'Network shop']);
});
