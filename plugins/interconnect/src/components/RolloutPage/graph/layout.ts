import { Box } from '../../drawing/Drawing';
import { GroupNode, StepGraph, StepNode } from './stepGraph';

/** Where everything goes. */
export interface Layout {
  width: number;
  height: number;
  boxes: Box<StepNode | GroupNode>[];
  /** SVG paths. */
  lines: string[];
}

/** Of every node. */
export const nodeSize = { width: 236, height: 54 };
/** When ranks are columns: to the next rank, and within one. */
const gapAcross = { along: 40, within: 14 };
/** When ranks are rows. */
const gapDown = { along: 36, within: 20 };
/** Ranks of at most so many nodes fit beside each other on a usual screen. */
const downUpTo = 4;

/**
 * Ranks by depth: one below the other as long as each is narrow, so that the whole is in sight;
 * else columns from left to right. Within a rank near to what is needed, so that few lines cross.
 */
export function layout({ nodes, edges }: StepGraph): Layout {
  const ranks = new Map<number, (StepNode | GroupNode)[]>();
  for (const node of nodes) {
    const rank = ranks.get(node.depth);
    if (rank) rank.push(node);
    else ranks.set(node.depth, [node]);
  }
  const largest = Math.max(0, ...[...ranks.values()].map(({ length }) => length));
  const down = largest <= downUpTo;
  const { width, height } = nodeSize;
  const gap = down ? gapDown : gapAcross;
  const along = (down ? height : width) + gap.along;
  const pitch = (down ? width : height) + gap.within;
  const size = (count: number) => Math.max(0, count * pitch - gap.within);

  const placed = new Map<string, Layout['boxes'][number]>();
  const needsOf = new Map<string, string[]>();
  for (const { from, to } of edges) needsOf.set(to, [...(needsOf.get(to) ?? []), from]);
  const middleOf = (needs: string[] = []) =>
    needs.reduce((sum, id) => sum + placed.get(id)![down ? 'x' : 'y'], 0) /
    Math.max(1, needs.length);

  const depths = [...ranks.keys()].sort((a, b) => a - b);
  for (const [index, depth] of depths.entries()) {
    const rank = sortedBy(ranks.get(depth)!, node => middleOf(needsOf.get(node.id)));
    const first = (size(largest) - size(rank.length)) / 2;
    for (const [place, node] of rank.entries()) {
      const [a, b] = [index * along, first + place * pitch];
      placed.set(node.id, { node, x: down ? b : a, y: down ? a : b, ...nodeSize });
    }
  }
  const length = Math.max(0, depths.length * along - gap.along);
  const sizes: Sizes = {
    length: down ? height : width,
    gap: gap.along,
    width: down ? width : height,
    margin: gap.within / 2,
  };
  const places = new Map<string, Place>();
  for (const { node, x, y } of placed.values()) {
    const within = down ? x + width / 2 : y + height / 2;
    places.set(node.id, { rank: node.depth, along: down ? y : x, within });
  }
  const all = [...places.values()];
  return {
    width: down ? size(largest) : length,
    height: down ? length : size(largest),
    boxes: [...placed.values()],
    lines: edges.map(({ from, to }) =>
      pathOf(lineBetween(places.get(from)!, places.get(to)!, all, sizes), down),
    ),
  };
}

/** Stable: nodes with the same value keep the order of the plan. */
function sortedBy<T>(items: T[], value: (item: T) => number): T[] {
  const valued = items.map(item => ({ item, value: value(item) }));
  return valued.sort((a, b) => a.value - b.value).map(({ item }) => item);
}

/** A node in a rank: where the rank begins, and where the node is within it. */
export interface Place {
  rank: number;
  /** Where its rank begins. */
  along: number;
  /** The middle of the node. */
  within: number;
}

/** Sizes that all places share. */
interface Sizes {
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
 * The line from one node to another in a later rank. Where it passes ranks in between, it keeps to
 * a lane that no node of theirs stands in: it would look as if it led to that node.
 *
 * @returns what SVG needs between `M` and its points: the first point, then one curve or straight
 * line after the other
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
function pathOf([[start], ...parts]: Point[][], down: boolean): string {
  const point = ([along, within]: Point) => (down ? `${within} ${along}` : `${along} ${within}`);
  const drawn = parts.map(
    points => `${points.length === 3 ? 'C' : 'L'} ${points.map(point).join(' ')}`,
  );
  return [`M ${point(start)}`, ...drawn].join(' ');
}
