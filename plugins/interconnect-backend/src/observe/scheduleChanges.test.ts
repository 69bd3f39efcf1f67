import type { ActualSchedule, WantedSchedule } from '../temporal/Observations';
import { scheduleChanges } from './scheduleChanges';

const wanted = (id: string, digest = 'd1'): WantedSchedule => ({
  id,
  digest,
  inputDigest: 'i1',
  intervalSeconds: 30,
  input: {
    network: { project: 'p', name: id, namespace: `interconnect-${id}` },
    members: [],
    exposed: [],
  },
});
const actual = (id: string, more: Partial<ActualSchedule> = {}): ActualSchedule => ({
  id,
  digest: 'd1',
  taskQueue: 'ours',
  paused: false,
  ...more,
});
const changes = (want: WantedSchedule[], have: ActualSchedule[], held: string[] = []) =>
  scheduleChanges({ wanted: want, held: new Set(held), taskQueue: 'ours' }, have);

describe('scheduleChanges', () => {
  it('creates what is missing, removes what is not wanted, leaves the rest', () => {
    expect(changes([wanted('a'), wanted('b')], [actual('b'), actual('c')])).toEqual([
      { kind: 'remove', id: 'c' },
      { kind: 'create', wanted: wanted('a') },
    ]);
    expect(changes([wanted('a')], [actual('a')])).toEqual([]);
    expect(changes([], [])).toEqual([]);
  });

  it('replaces what was made of something else, and keeps it paused', () => {
    expect(changes([wanted('a', 'd2')], [actual('a')])).toEqual([
      { kind: 'replace', wanted: wanted('a', 'd2'), state: { paused: false } },
    ]);
    const paused = actual('a', { paused: true, note: 'maintenance', digest: undefined });
    expect(changes([wanted('a')], [paused])).toEqual([
      { kind: 'replace', wanted: wanted('a'), state: { paused: true, note: 'maintenance' } },
    ]);
  });

  it('leaves alone what is held', () => {
    const have = [actual('b', { digest: 'old' }), actual('c')];
    expect(changes([wanted('a'), wanted('b')], have, ['a', 'b', 'c'])).toEqual([]);
  });

  it('leaves what another portal made, unless it has the name of one of ours', () => {
    const other = { taskQueue: 'theirs' };
    expect(changes([], [actual('a', other), actual('b', { taskQueue: undefined })])).toEqual([]);
    expect(changes([wanted('a', 'd2')], [actual('a', other)])).toMatchObject([{ kind: 'replace' }]);
  });
});
