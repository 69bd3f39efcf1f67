import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import { dueObjects } from '../kubernetes/mirror/dueObjects';
import { mirroredNetwork } from '../kubernetes/mirror/mirroredNetwork';
import { type MirrorObject, mirrorStatus } from '../kubernetes/mirror/mirrorStatus';
import { mirrorObjects } from '../kubernetes/mirror/writeMirror';

const network = { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' };
const begin = Date.UTC(2026, 10, 29, 10);

/** Time of a reading. */
export const readAt = (second: number) => new Date(begin + 1000 * second).toISOString();

/** A reading of a network whose spokes are up, but for those that are named. */
export function readingOf(
  second: number,
  spokes: number,
  down: readonly number[] = [],
): NetworkObservation {
  const observedAt = readAt(second);
  const members = Array.from({ length: spokes }, (_, index) => {
    const isDown = down.includes(index);
    const link = { state: isDown ? ('Down' as const) : ('Up' as const) };
    const state = isDown ? ('NotReady' as const) : ('Ready' as const);
    return { cluster: `edge-${index}`, role: 'spoke' as const, state, observedAt, link };
  });
  return { observedAt, members, services: [] };
}

/** A management cluster that keeps in memory what the mirror writes. */
export class StandingMirror {
  readonly objects = new Map<string, MirrorObject>();

  /**
   * @param most - objects that can be written in time
   * @returns names of what was written
   */
  show(observation: NetworkObservation, most = Infinity): string[] {
    const wanted = mirrorObjects(mirroredNetwork(network, observation), 'edge-shop');
    const due = dueObjects(wanted, this.objects, observation.observedAt).slice(0, most);
    return due.map(([key, { object, entry }]) => {
      const known = this.objects.get(key) ?? object;
      const status = mirrorStatus(entry, known, observation.observedAt);
      this.objects.set(key, { ...object, status });
      return `${object.kind} ${object.metadata.name}`;
    });
  }

  /** What every object says, but for its times. */
  said(): Map<string, unknown[]> {
    return new Map(
      [...this.objects].map(([key, { status }]) => [key, [status?.state, status?.message]]),
    );
  }

  /** Times of the readings that the objects are of. */
  times(): Set<string | undefined> {
    return new Set([...this.objects.values()].map(({ status }) => status?.observedAt));
  }

  /** How many readings, one a second, the oldest of these times is behind. */
  lag(second: number): number {
    const oldest = Math.min(...[...this.times()].map(time => Date.parse(time!)));
    return second - (oldest - begin) / 1000;
  }
}
