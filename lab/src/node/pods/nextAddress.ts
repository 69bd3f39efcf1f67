import { MAX_PODS, podIP } from '../../addresses';

/**
 * The next free pod number of a cluster after `last`. Numbers are given out in turn, so that an
 * address that was just in use is not at once another pod's. 1 is the node; numbers that would end
 * in .0 or .255 are left out, and those above 254 are used only when most of the others are taken.
 *
 * @param used - addresses (`198.18.c.p`) that pods have
 * @throws when all are taken
 */
export function nextPodNumber(cluster: number, last: number, used: Set<string>): number {
  const highest = used.size < 200 ? 254 : MAX_PODS;
  for (let tries = 0, p = last; tries <= highest; tries++) {
    p = p >= highest ? 2 : p + 1;
    const usable = p > 1 && p % 256 !== 0 && p % 256 !== 255;
    if (usable && !used.has(podIP(cluster, p))) return p;
  }
  throw new Error(`cluster-${cluster} has no pod address left`);
}
