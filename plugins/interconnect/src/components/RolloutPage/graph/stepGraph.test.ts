import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { rolloutWith } from '../__testUtils__/rollouts';
import { depthsOf, stepGraphOf, stepsOfNode } from './stepGraph';
import { layout, lineBetween, nodeSize } from './layout';

const step = (id: string, ...needs: string[]) => ({ id, needs });

describe('depthsOf', () => {
  it('counts what must come before, one after the other', () => {
    const steps = [step('c', 'b', 'a'), step('a'), step('b', 'a'), step('d', 'gone')];
    expect(Object.fromEntries(depthsOf(steps))).toEqual({ a: 0, b: 1, c: 2, d: 0 });
  });

  it('does not hang on steps that need each other', () => {
    expect(Object.fromEntries(depthsOf([step('a', 'b'), step('b', 'a')]))).toEqual({ a: 0, b: 0 });
  });

  it('takes a chain of any length', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      step(`${i}`, ...(i ? [`${i - 1}`] : [])),
    );
    expect(depthsOf(chain).get('19999')).toBe(19_999);
  });
});

describe('stepGraphOf', () => {
  it('draws every step of a small rollout, and no line that a detour makes needless', () => {
    const { steps } = rolloutWith('Running');
    const { nodes, edges } = stepGraphOf(steps);
    expect(nodes.map(({ id }) => id)).toEqual(steps.map(({ id }) => id));
    for (const { from, to } of edges) {
      const { needs, after = [] } = steps.find(({ id }) => id === to)!;
      expect([...needs, ...after]).toContain(from);
    }
    const reach = (id: string): string[] =>
      edges.filter(({ to }) => to === id).flatMap(({ from }) => [from, ...reach(from)]);
    for (const { id, needs } of steps) {
      expect(reach(id)).toEqual(expect.arrayContaining(needs)); // nothing is lost
    }
    const direct = { ...steps[0], id: 'x', needs: ['a', 'b'] } as RolloutStep;
    const a = { ...direct, id: 'a', needs: [] };
    const b = { ...direct, id: 'b', needs: ['a'] };
    expect(stepGraphOf([a, b, direct]).edges).toEqual([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'x' },
    ]);
  });

  it('groups a large one by kind, with what failed or runs by itself', () => {
    const { steps } = rolloutWith(
      'Running',
      { 'linkSpoke@store-3': 'Failed', 'deploySkupper@store-4': 'Running' },
      'Succeeded',
      100,
    );
    const { nodes } = stepGraphOf(steps);
    const singles = nodes.flatMap(node => (node.kind === 'step' ? [node.step.id] : []));
    expect(singles).toEqual(
      expect.arrayContaining(['deploySkupper@store-4', 'linkSpoke@store-3', 'verify']),
    );
    expect(singles.length).toBeLessThan(10);
    expect(nodes).toContainEqual(
      expect.objectContaining({ kind: 'group', states: { Succeeded: 99 } }),
    );
    const count = nodes.reduce(
      (sum, node) => sum + (node.kind === 'group' ? node.ids.length : 1),
      0,
    );
    expect(count).toBe(steps.length);
  });

  it('knows the steps of each node', () => {
    const graph = stepGraphOf(rolloutWith('Running', {}, 'Succeeded', 100).steps);
    const all = graph.nodes.flatMap(({ id }) => [...stepsOfNode(graph, id)!]);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('linkSpoke@store-7');
    expect(stepsOfNode(graph, 'gone')).toBeUndefined();
    expect(stepsOfNode(graph, 'linkSpoke@store-7')).toEqual(new Set(['linkSpoke@store-7']));
  });

  it('stays small when everything fails', () => {
    const { nodes } = stepGraphOf(rolloutWith('Blocked', {}, 'Failed', 1_000).steps);
    expect(nodes.length).toBeLessThan(40);
  });
});

describe('layout', () => {
  it('puts narrow ranks below each other, so that all of it is in sight', () => {
    const graph = stepGraphOf(rolloutWith('Running').steps);
    const { boxes, width } = layout(graph);
    const place = new Map(boxes.map(box => [box.node.id, box]));
    for (const { from, to } of graph.edges) {
      expect(place.get(from)!.y + nodeSize.height).toBeLessThan(place.get(to)!.y);
    }
    expect(width).toBeLessThan(4 * (nodeSize.width + 20));
    const spots = boxes.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(spots).size).toBe(boxes.length);
  });

  it('leads a line past the nodes in between', () => {
    const node = (rank: number, within: number) => ({ rank, along: rank * 100, within });
    const sizes = { length: 50, gap: 50, width: 80, margin: 10 };
    const [from, between, to] = [node(0, 0), node(1, 0), node(2, 0)];
    const [[start], , [leave], end] = lineBetween(from, to, [from, between, to], sizes);
    expect(start).toEqual([50, 0]);
    expect(Math.abs(leave[1])).toBe(50);
    expect(end[2]).toEqual([200, 0]);
    expect(lineBetween(from, between, [from, between, to], sizes)).toHaveLength(2);
  });

  it('puts what is needed to the left, and nothing on top of another', () => {
    const { steps } = rolloutWith('Running', {}, 'Succeeded', 12);
    const graph = stepGraphOf(steps);
    const { boxes, width, height, lines } = layout(graph);
    const place = new Map(boxes.map(box => [box.node.id, box]));
    for (const { from, to } of graph.edges) {
      expect(place.get(from)!.x).toBeLessThan(place.get(to)!.x);
    }
    expect(lines).toHaveLength(graph.edges.length);
    for (const box of boxes) {
      expect(box.x + nodeSize.width).toBeLessThanOrEqual(width);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + nodeSize.height).toBeLessThanOrEqual(height);
      const covered = boxes.filter(
        other => other !== box && other.x === box.x && Math.abs(other.y - box.y) < nodeSize.height,
      );
      expect(covered).toEqual([]);
    }
  });
});
