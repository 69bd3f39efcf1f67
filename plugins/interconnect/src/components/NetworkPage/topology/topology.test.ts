import { emptyNetwork, returnsNetwork, unknownNetwork, wideNetwork } from '../../../../dev/answers';
import { Box } from '../../drawing/Drawing';
import { layout } from './layout';
import { ClusterNode, GroupNode, singleSpokes, topologyOf } from './topologyOf';

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

function groupsOf(spokes: (ClusterNode | GroupNode)[]) {
  return spokes.filter(node => node.kind === 'group');
}

describe('topologyOf', () => {
  it('places applications on their clusters, with what they serve from there', () => {
    const { hub, spokes } = topologyOf(returnsNetwork(now));
    expect(hub).toMatchObject({
      cluster: 'cluster-1',
      applications: [{ name: 'my-backend', serves: ['my-backend:8080'] }],
    });
    expect(spokes).toMatchObject([
      { cluster: 'cluster-3', applications: [{ name: 'my-frontend', serves: [] }] },
      { cluster: 'cluster-2' },
    ]);
  });

  it('puts links that are down first, with since when', () => {
    const { spokes, counts } = topologyOf(returnsNetwork(now));
    expect(spokes[0]).toMatchObject({ cluster: 'cluster-3', link: 'Down' });
    expect((spokes[0] as ClusterNode).since).toMatch(/Z$/);
    expect(counts).toEqual({ Up: 1, Down: 1, Unknown: 0 });
  });

  it('guesses nothing: a link that nobody looked at is unknown', () => {
    const network = unknownNetwork();
    network.status.members[1].link = undefined;
    expect(topologyOf(network).spokes).toMatchObject([{ link: 'Unknown', state: 'Unknown' }]);
  });

  it('shows up to 40 spokes singly', () => {
    expect(groupsOf(topologyOf(wideNetwork(now, singleSpokes)).spokes)).toEqual([]);
  });

  it('makes one node of many healthy spokes, and shows the others singly', () => {
    const { spokes } = topologyOf(wideNetwork(now, 500));
    expect(groupsOf(spokes)).toEqual([{ kind: 'group', link: 'Up', healthy: true, count: 460 }]);
    expect(spokes).toHaveLength(41);
    const { spokes: allUp } = topologyOf(wideNetwork(now, 500, true));
    expect(allUp).toEqual([{ kind: 'group', link: 'Up', healthy: true, count: 500 }]);
  });

  it('counts a spoke with a link that is up and a site that is not ready among the unhealthy', () => {
    const network = wideNetwork(now, 100, true);
    network.status.members[7].state = 'NotReady';
    const { spokes } = topologyOf(network);
    expect(spokes).toMatchObject([{ healthy: true, count: 99 }, { cluster: 'store-7' }]);
  });

  it('groups the unhealthy too when they are many', () => {
    const network = wideNetwork(now, 200, true);
    network.status.members.forEach((member, index) => {
      if (member.role === 'spoke') member.link = { state: index % 2 ? 'Down' : 'Unknown' };
    });
    const { spokes } = topologyOf(network);
    expect(spokes.slice(0, singleSpokes).every(node => node.kind === 'spoke')).toBe(true);
    expect(groupsOf(spokes)).toEqual([
      { kind: 'group', link: 'Down', count: 60 },
      { kind: 'group', link: 'Unknown', count: 100 },
    ]);
  });

  it('is empty for a network without members', () => {
    expect(topologyOf(emptyNetwork())).toEqual({
      spokes: [],
      counts: { Up: 0, Down: 0, Unknown: 0 },
    });
  });
});

it.each([
  [3, 330, 1],
  [9, 330, 1],
  [3, 600, 2],
  [40, 600, 2],
  [3, 800, 3],
  [40, 1100, 4],
])('%i spokes fit into %i px, %i beside each other', (count, available, perRow) => {
  const {
    width,
    spokes,
    hub,
    trunk = '',
  } = layout(topologyOf(wideNetwork(now, count, true)), available);
  expect(width).toBeLessThanOrEqual(available);
  const firstRow = spokes.filter(({ y }) => y === spokes[0].y);
  expect(firstRow).toHaveLength(perRow);
  for (const box of [hub!, ...spokes]) {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
  }
  // The trunk goes down beside the spokes, or between them.
  const x = Number(/H ([\d.]+) V/.exec(trunk)?.[1] ?? -1);
  expect(spokes.some(box => box.x < x && x < box.x + box.width)).toBe(false);
});
