import type { PlanStep } from '@interconnect/backstage-plugin-interconnect-common';
import { StepGraph } from './StepGraph';

function step(id: string, needs: string[] = [], after?: string[]): PlanStep {
  const network = { project: 'p', name: 'n', namespace: 'interconnect-n' };
  const input = { kind: 'createNetwork' as const, network, cluster: 'c' };
  return {
    id,
    kind: 'createNetwork',
    action: 'apply',
    needs,
    ...(after && { after }),
    summary: id,
    input,
    digest: id,
  };
}

/** Starts all that may start. */
function startAll(graph: StepGraph): string[] {
  const ids: string[] = [];
  for (let next = graph.start(); next; next = graph.start()) ids.push(next.id);
  return ids;
}

/** hub; two spokes that need nothing, a link each that needs both; check needs the links. */
const diamond = [
  step('hub'),
  step('spoke-1'),
  step('spoke-2'),
  step('link-1', ['hub', 'spoke-1']),
  step('link-2', ['hub', 'spoke-2']),
  step('check', ['link-1', 'link-2']),
];

describe('StepGraph', () => {
  it('offers a step once all that it needs is done', () => {
    const graph = new StepGraph(diamond);
    expect(startAll(graph)).toEqual(['hub', 'spoke-1', 'spoke-2']);
    graph.succeed('spoke-1');
    expect(startAll(graph)).toEqual([]);
    graph.succeed('hub');
    expect(startAll(graph)).toEqual(['link-1']);
    graph.succeed('spoke-2');
    graph.succeed('link-1');
    expect(startAll(graph)).toEqual(['link-2']);
    graph.succeed('link-2');
    expect(startAll(graph)).toEqual(['check']);
    expect(graph.isDone).toBe(false);
    graph.succeed('check');
    expect(graph.isDone).toBe(true);
    expect(graph.counts).toMatchObject({ Succeeded: 6, Pending: 0, Running: 0 });
  });

  it('takes the steps in any order', () => {
    const graph = new StepGraph([...diamond].reverse());
    expect(startAll(graph).sort()).toEqual(['hub', 'spoke-1', 'spoke-2']);
  });

  it('prefers steps that come later, so that the first spokes do not wait for the last', () => {
    const graph = new StepGraph(diamond);
    expect(graph.start()?.id).toBe('hub');
    expect(graph.start()?.id).toBe('spoke-1');
    graph.succeed('hub');
    graph.succeed('spoke-1');
    expect(graph.start()?.id).toBe('link-1');
    expect(graph.start()?.id).toBe('spoke-2');
  });

  it('leaves a step that is not accepted where it is', () => {
    const graph = new StepGraph(diamond);
    expect(graph.start(() => false)).toBeUndefined();
    expect(graph.running).toEqual([]);
    expect(graph.start()?.id).toBe('hub');
  });

  it('goes on beside a failed step, and is stuck when only its dependents are left', () => {
    const graph = new StepGraph(diamond);
    startAll(graph);
    graph.fail('spoke-1', 'unreachable');
    expect(graph.isStuck).toBe(false);
    graph.succeed('hub');
    expect(graph.isStuck).toBe(false);
    graph.succeed('spoke-2');
    expect(startAll(graph)).toEqual(['link-2']);
    graph.succeed('link-2');
    expect(graph.isStuck).toBe(true);
    expect(graph.failed).toEqual([{ step: 'spoke-1', error: 'unreachable' }]);
    expect(graph.pending).toEqual([
      { step: 'link-1', waitsFor: ['spoke-1'] },
      { step: 'check', waitsFor: ['link-1'] },
    ]);
  });

  it('runs a failed step once more, in the next round', () => {
    const graph = new StepGraph(diamond);
    startAll(graph);
    graph.fail('hub', 'busy');
    graph.retry('hub');
    expect(graph.failed).toEqual([]);
    expect(graph.roundOf('hub')).toBe(2);
    expect(startAll(graph)).toEqual(['hub']);
  });

  it('goes on behind a skipped step', () => {
    const graph = new StepGraph([step('a'), step('b', ['a'])]);
    startAll(graph);
    graph.fail('a', 'no');
    graph.skip('a');
    expect(startAll(graph)).toEqual(['b']);
    graph.succeed('b');
    expect(graph.isDone).toBe(true);
  });

  it('carries on where it was', () => {
    const graph = new StepGraph(diamond);
    startAll(graph);
    graph.succeed('hub');
    graph.fail('spoke-1', 'unreachable');
    graph.retry('spoke-1');
    graph.fail('spoke-2', 'unreachable');
    const carried = graph.carry();
    expect(carried).toEqual({
      hub: { state: 'Succeeded', round: 1 },
      'spoke-1': { state: 'Pending', round: 2 },
      'spoke-2': { state: 'Failed', round: 1, error: 'unreachable' },
    });
    const next = new StepGraph(diamond, JSON.parse(JSON.stringify(carried)));
    expect(next.failed).toEqual([{ step: 'spoke-2', error: 'unreachable' }]);
    expect(startAll(next)).toEqual(['spoke-1']);
    next.succeed('spoke-1');
    expect(startAll(next)).toEqual(['link-1']);
    expect(next.counts).toMatchObject({ Succeeded: 2, Running: 1, Failed: 1, Pending: 2 });
  });

  it('refuses steps that need each other, or what is not there', () => {
    expect(() => new StepGraph([step('a', ['b']), step('b', ['a']), step('c')])).toThrow(
      'Steps of the plan need each other: a, b',
    );
    expect(() => new StepGraph([step('a', ['x'])])).toThrow('The plan has no step x');
  });

  it('is done at once without steps', () => {
    expect(new StepGraph([])).toMatchObject({ isDone: true, isStuck: false, isRunning: false });
  });

  describe('with steps that come after others', () => {
    /** Servers; what publishes them, on two spokes; a client on each. */
    const servers = Array.from({ length: 17 }, (_, index) => `server-${index + 1}`);
    const published = [
      step('hub'),
      ...servers.map(id => step(id, ['hub'])),
      step('link-1', ['hub']),
      step('link-2', ['hub']),
      step('publish-1', ['link-1'], servers),
      step('publish-2', ['link-2'], servers),
      step('client-1', ['link-1'], ['publish-1']),
      step('client-2', ['link-2'], ['publish-2']),
      step('check', ['publish-1', 'publish-2', 'client-1', 'client-2', ...servers]),
    ];
    const behind = ['publish-1', 'publish-2', 'client-1', 'client-2'];

    function begun() {
      const graph = new StepGraph(published);
      startAll(graph);
      graph.succeed('hub');
      expect(startAll(graph)).toEqual([...servers, 'link-1', 'link-2']);
      graph.succeed('link-1');
      graph.succeed('link-2');
      servers.slice(1).forEach(id => graph.succeed(id));
      return graph;
    }

    it('waits for them while something is to be expected of them', () => {
      const graph = begun();
      expect(startAll(graph)).toEqual([]);
      expect(graph.isStuck).toBe(false);
      graph.succeed('server-1');
      expect(startAll(graph)).toEqual(['publish-1', 'publish-2']);
      expect(graph.missingFor(published.find(({ id }) => id === 'publish-1')!)).toEqual([]);
    });

    it('goes on without the one that failed, and says which', () => {
      const graph = begun();
      graph.fail('server-1', 'no image');
      expect(startAll(graph)).toEqual(['publish-1', 'publish-2']);
      const missing = graph.missingFor(published.find(({ id }) => id === 'publish-1')!);
      expect(missing.map(({ id }) => id)).toEqual(['server-1']);
      graph.succeed('publish-1');
      expect(startAll(graph)).toEqual(['client-1']);
      graph.fail('publish-2', 'server-1 is missing');
      expect(startAll(graph)).toEqual(['client-2']);
      graph.succeed('client-1');
      graph.succeed('client-2');
      expect(graph.isStuck).toBe(true);
      expect(graph.pending.map(({ step: id }) => id)).toEqual(['check']);
    });

    it('goes on without those that cannot begin', () => {
      const graph = new StepGraph([
        step('other'),
        step('server', ['other']),
        step('publish', [], ['server']),
        step('client', [], ['publish']),
      ]);
      expect(startAll(graph)).toEqual(['other']);
      graph.fail('other', 'unreachable');
      expect(startAll(graph)).toEqual(['publish']);
      // What has begun goes on; what has not waits again.
      graph.retry('other');
      graph.succeed('publish');
      expect(startAll(graph)).toEqual(['client', 'other']);
    });

    it('waits again when the one that failed is tried again before they begin', () => {
      const graph = begun();
      graph.fail('server-1', 'no image');
      graph.retry('server-1');
      expect(startAll(graph)).toEqual(['server-1']);
      graph.succeed('server-1');
      expect(startAll(graph)).toEqual(['publish-1', 'publish-2']);
    });

    it('goes on with what was carried over', () => {
      const graph = begun();
      graph.fail('server-1', 'no image');
      const next = new StepGraph(published, graph.carry());
      expect(startAll(next)).toEqual(['publish-1', 'publish-2']);
      behind.slice(0, 2).forEach(id => next.fail(id, 'server-1 is missing'));
      const last = new StepGraph(published, next.carry());
      expect(startAll(last)).toEqual(behind.slice(2));
      servers.concat(behind).forEach(id => last.stateOf(id) === 'Failed' && last.retry(id));
      expect(startAll(last)).toEqual(['server-1']);
    });

    it('refuses steps that wait for each other', () => {
      expect(() => new StepGraph([step('a', [], ['b']), step('b', ['a'])])).toThrow(
        'need each other',
      );
    });
  });
});
