import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';

/**
 * How many steps must come before each, one after the other. Needs outside the list do not count, nor do steps that need
 * each other (which no plan has): the drawing must not hang because of them. Without recursion: chains may be long.
 */
export function depthsOf(steps: Pick<RolloutStep, 'id' | 'needs'>[]): Map<string, number> {
  const open = new Map<string, number>();
  const neededBy = new Map<string, string[]>();
  const ids = new Set(steps.map(({ id }) => id));
  for (const { id, needs } of steps) {
    const known = needs.filter(need => ids.has(need));
    open.set(id, known.length);
    for (const need of known) {
      const waiting = neededBy.get(need);
      if (waiting) waiting.push(id);
      else neededBy.set(need, [id]);
    }
  }
  const depths = new Map(steps.map(({ id }) => [id, 0]));
  const ready = steps.map(({ id }) => id).filter(id => open.get(id) === 0);
  for (const id of ready) {
    for (const next of neededBy.get(id) ?? []) {
      depths.set(next, Math.max(depths.get(next)!, depths.get(id)! + 1));
      open.set(next, open.get(next)! - 1);
      if (open.get(next) === 0) ready.push(next);
    }
  }
  return depths;
}
