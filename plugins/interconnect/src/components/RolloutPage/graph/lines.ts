/** A node in a rank: where the rank begins, and where the node is within it. */
export interface Place {
  rank: number;
  /** Where its rank begins. */
  along: number;
  /** The middle of the node. */
  within: number;
}

/** Sizes that all places share. */
export interface Sizes {
  /** From the beginning of a rank to its end, and on to the next. */
  length: number;
  gap: number;
  /** Of a node within its rank, and how far a line keeps from it. */
  width: number;
  margin: number;
}

/** A point of a line: along the ranks, and within one. */
type Point = [along: number, within: number];

/**
 * The line from one node to another in a later rank. Where it passes ranks in between, it keeps to a lane that no node of
 * theirs stands in: it would look as if it led to that node.
 *
 * @returns what SVG needs between `M` and its points: the first point, then one curve or straight line after the other
 */
export function lineBetween(from: Place, to: Place, all: Place[], sizes: Sizes): Point[][] {
  const start: Point = [from.along + sizes.length, from.within];
  const end: Point = [to.along, to.within];
  const between = all.filter(({ rank }) => rank > from.rank && rank < to.rank);
  if (between.length === 0) return [[start], curve(start, end)];
  const lane = laneOf(from.within, to.within, between, sizes);
  const enter: Point = [start[0] + sizes.gap, lane];
  const leave: Point = [end[0] - sizes.gap, lane];
  return [[start], curve(start, enter), [leave], curve(leave, end)];
}

/** The free lane with the smallest detour. */
function laneOf(from: number, to: number, between: Place[], { width, margin }: Sizes): number {
  const reach = width / 2 + margin;
  const lanes = [from, to, ...between.flatMap(({ within }) => [within - reach, within + reach])];
  const free = lanes.filter(lane =>
    between.every(({ within }) => Math.abs(within - lane) > reach - 1),
  );
  const detour = (lane: number) => Math.abs(lane - from) + Math.abs(lane - to);
  return free.reduce((best, lane) => (detour(lane) < detour(best) ? lane : best), free[0]);
}

/** From one rank into the next. */
function curve([a, b]: Point, [c, d]: Point): Point[] {
  const bend = (c - a) / 2;
  return [
    [a + bend, b],
    [c - bend, d],
    [c, d],
  ];
}

/** The path of a line; `down`: its ranks are below each other. */
export function pathOf([[start], ...parts]: Point[][], down: boolean): string {
  const point = ([along, within]: Point) => (down ? `${within} ${along}` : `${along} ${within}`);
  const drawn = parts.map(
    points => `${points.length === 3 ? 'C' : 'L'} ${points.map(point).join(' ')}`,
  );
  return [`M ${point(start)}`, ...drawn].join(' ');
}
