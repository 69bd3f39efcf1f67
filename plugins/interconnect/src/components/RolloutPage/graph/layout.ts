import { GroupNode, StepGraph, StepNode } from './stepGraph';

/** A node with its place, in the units of the drawing. */
export interface Box {
  node: StepNode | GroupNode;
  x: number;
  y: number;
}

/** Where everything goes. */
export interface Layout {
  width: number;
  height: number;
  boxes: Box[];
  /** SVG paths. */
  lines: string[];
}

/** Of every node. */
export const nodeSize = { width: 226, height: 54 };
const gap = { x: 36, y: 14 };

/** Columns by depth, from left to right; within a column near to what is needed, so that few lines cross. */
export function layout({ nodes, edges }: StepGraph): Layout {
  const columns = new Map<number, (StepNode | GroupNode)[]>();
  for (const node of nodes) {
    const column = columns.get(node.depth);
    if (column) column.push(node);
    else columns.set(node.depth, [node]);
  }
  const tallest = Math.max(0, ...[...columns.values()].map(({ length }) => length));
  const height = Math.max(0, tallest * (nodeSize.height + gap.y) - gap.y);
  const placed = new Map<string, Box>();
  const needsOf = new Map<string, string[]>();
  for (const { from, to } of edges) needsOf.set(to, [...(needsOf.get(to) ?? []), from]);

  const depths = [...columns.keys()].sort((a, b) => a - b);
  for (const [index, depth] of depths.entries()) {
    const column = sortedBy(columns.get(depth)!, node => middleOf(needsOf.get(node.id), placed));
    const top = (height - (column.length * (nodeSize.height + gap.y) - gap.y)) / 2;
    for (const [row, node] of column.entries()) {
      const x = index * (nodeSize.width + gap.x);
      placed.set(node.id, { node, x, y: top + row * (nodeSize.height + gap.y) });
    }
  }
  return {
    width: Math.max(0, depths.length * (nodeSize.width + gap.x) - gap.x),
    height,
    boxes: [...placed.values()],
    lines: edges.map(({ from, to }) => line(placed.get(from)!, placed.get(to)!)),
  };
}

function middleOf(needs: string[] = [], placed: Map<string, Box>): number {
  if (needs.length === 0) return 0;
  return needs.reduce((sum, id) => sum + placed.get(id)!.y, 0) / needs.length;
}

/** Stable: nodes with the same value keep the order of the plan. */
function sortedBy<T>(items: T[], value: (item: T) => number): T[] {
  const valued = items.map(item => ({ item, value: value(item) }));
  return valued.sort((a, b) => a.value - b.value).map(({ item }) => item);
}

function line(from: Box, to: Box): string {
  const [x1, y1] = [from.x + nodeSize.width, from.y + nodeSize.height / 2];
  const [x2, y2] = [to.x, to.y + nodeSize.height / 2];
  const bend = gap.x / 2;
  return `M ${x1} ${y1} C ${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
