import { Box } from '../../drawing/Drawing';
import { ClusterNode, GroupNode, Topology } from './topologyOf';

type Node = ClusterNode | GroupNode;

/**
 * A link from the hub to a spoke or a group; `path` is an SVG path, `mark` where its state is
 * written.
 */
export interface Edge {
  node: Node;
  path: string;
  mark: { x: number; y: number };
}

/** Where everything goes. */
export interface Layout {
  width: number;
  height: number;
  hub?: Box<ClusterNode>;
  spokes: Box<Node>[];
  edges: Edge[];
  /** The line that links of several rows share. */
  trunk?: string;
}

const nodeWidth = 220;
const columnGap = 24;
const rowGap = 108;
/** The part of a link that runs straight down to its spoke, with its state in the middle. */
const drop = 68;
/** In a drawing of several rows an even number: the trunk runs between them. One: beside it. */
const columns = [4, 2];
/** Of a cluster's name and state, and of an application. */
export const lineHeights = { head: 58, application: 22 };

/** How high a cluster is drawn. */
function heightOf(node: Node): number {
  if (node.kind === 'group') return lineHeights.head;
  const lines = applicationLines(node, String).length;
  return lineHeights.head + lines * lineHeights.application + (lines > 0 ? 8 : 0);
}

/**
 * Hub on top, spokes in rows below it: of four, or as many as the width has room for. Links of a
 * single row run straight to the hub; those of several rows leave a trunk that runs between the
 * columns.
 *
 * @param available - width in the units of the drawing; absent: as much as it takes
 */
export function layout({ hub, spokes }: Topology, available = Infinity): Layout {
  const perRow = columnsFor(spokes.length, available);
  const rowWidth = widthOf(perRow);
  const straight = spokes.length <= perRow;
  const beside = perRow === 1 && !straight;
  const width = rowWidth + (beside ? columnGap : 0);
  const middle = rowWidth / 2;
  const hubBox = hub && {
    node: hub,
    x: middle - nodeWidth / 2,
    y: 0,
    width: nodeWidth,
    height: heightOf(hub),
  };
  const bottom = hubBox?.height ?? 0;
  const rows = chunks(spokes, perRow);
  const boxes = placed(rows, rowWidth, hubBox ? bottom + rowGap : 0);
  const edges = boxes.map<Edge>(({ node, x, y }) => {
    const to = x + nodeWidth / 2;
    const path = straight
      ? `M ${middle} ${bottom} C ${middle} ${y - drop} ${to} ${bottom} ${to} ${y - drop} V ${y}`
      : `M ${to} ${y - drop - 12} V ${y}`;
    return { node, path, mark: { x: to, y: y - drop / 2 - 2 } };
  });
  return {
    width,
    height: Math.max(bottom, ...boxes.map(({ y, height }) => y + height)),
    ...(hubBox && { hub: hubBox }),
    spokes: boxes,
    edges: hubBox ? edges : [],
    ...(hubBox &&
      !straight &&
      boxes.length > 0 && {
        trunk: trunkOf(boxes, { from: [middle, bottom], x: beside ? width : middle }),
      }),
  };
}

/** Rows below each other from `top` on; a single one in the middle. */
function placed(rows: Topology['spokes'][], width: number, top: number): Box<Node>[] {
  const boxes: Box<Node>[] = [];
  let y = top;
  for (const row of rows) {
    const rowWidth = row.length * nodeWidth + (row.length - 1) * columnGap;
    const left = rows.length > 1 ? 0 : (width - rowWidth) / 2;
    for (const [column, node] of row.entries()) {
      const x = left + column * (nodeWidth + columnGap);
      boxes.push({ node, x, y, width: nodeWidth, height: heightOf(node) });
    }
    y += Math.max(...row.map(heightOf)) + rowGap;
  }
  return boxes;
}

function widthOf(perRow: number): number {
  return perRow * nodeWidth + (perRow - 1) * columnGap;
}

function columnsFor(spokes: number, available: number): number {
  const inOneRow = Math.max(spokes, 1);
  const fitting = [...(inOneRow <= columns[0] ? [inOneRow] : []), ...columns];
  return fitting.find(count => widthOf(count) <= available) ?? 1;
}

/** Down from the hub to where the trunk is, down along it, and across above each row. */
function trunkOf(
  boxes: Box<Node>[],
  { from: [middle, bottom], x }: { from: [number, number]; x: number },
): string {
  const tops = [...new Set(boxes.map(({ y }) => y))];
  const across = tops.map(row => {
    const centers = boxes.filter(box => box.y === row).map(box => box.x + nodeWidth / 2);
    const left = Math.min(x, ...centers);
    const right = Math.max(x, ...centers);
    return `M ${left} ${row - drop - 12} H ${right}`;
  });
  const [first, last] = [Math.min(...tops), Math.max(...tops)].map(top => top - drop - 12);
  return [`M ${middle} ${bottom} V ${first} H ${x} V ${last}`, ...across].join(' ');
}

function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Lines that are written out on a cluster. */
const shown = 4;

/**
 * What runs on a cluster: an application a line, then what it serves; the last line may say how
 * many more there are.
 */
export function applicationLines(
  { applications }: Pick<ClusterNode, 'applications'>,
  more: (number: string) => string,
): string[] {
  const lines = applications.flatMap(({ name, serves }) => [
    name,
    ...serves.map(service => `→ ${service}`),
  ]);
  return lines.length <= shown
    ? lines
    : [...lines.slice(0, shown - 1), more(`${lines.length - shown + 1}`)];
}
