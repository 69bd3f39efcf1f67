import { emptyNetwork, returnsNetwork, wideNetwork } from '../../../../dev/answers';
import { Box } from '../../drawing/Drawing';
import { layout } from './layout';
import { topologyOf } from './topologyOf';

const now = new Date();

function overlap(a: Box<unknown>, b: Box<unknown>): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe.each([0, 1, 3, 4, 5, 7, 40, 500])('layout of %d spokes', count => {
  const { width, height, hub, spokes, edges, trunk } = layout(topologyOf(wideNetwork(now, count)));
  const boxes = [hub!, ...spokes] as Box<unknown>[];

  it('keeps everything apart and inside', () => {
    for (const [index, box] of boxes.entries()) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      expect(boxes.slice(index + 1).filter(other => overlap(box, other))).toEqual([]);
    }
  });

  it('has a link for each spoke, and a trunk when there are several rows', () => {
    expect(edges).toHaveLength(spokes.length);
    expect(trunk !== undefined).toBe(spokes.length > 4);
    edges.forEach(edge => expect(edge.path).not.toMatch(/NaN|Infinity|undefined/));
  });
});

it('draws nothing where nothing is', () => {
  expect(layout(topologyOf(emptyNetwork()))).toMatchObject({ spokes: [], edges: [], height: 0 });
});

it('gives room to what applications serve', () => {
  const { hub, spokes } = layout(topologyOf(returnsNetwork(now)));
  expect(hub!.height).toBeGreaterThan(spokes[0].height);
});
