import type {
  CarriedStep,
  PlanStep,
  StepState,
} from '@interconnect/backstage-plugin-interconnect-common';

interface Node {
  readonly step: PlanStep;
  readonly index: number;
  /** Longest way from a step without needs. */
  depth: number;
  dependents: Node[];
  /** Needs that are neither done nor skipped. */
  unmet: number;
  state: StepState;
  round: number;
  error?: string;
}

/** The whole text is in the event of the activity; this much is carried over and shown. */
const maxErrorLength = 300;

const noCounts: Readonly<Record<StepState, number>> = {
  Pending: 0,
  Running: 0,
  Succeeded: 0,
  Failed: 0,
  Skipped: 0,
  Undone: 0,
  UndoFailed: 0,
};

/**
 * The steps of one plan while they are carried out: which may start, which are done. Knows nothing
 * of Temporal, and every change costs the same however many steps there are, because a replay makes
 * all changes again.
 *
 * Steps whose way here was longer go first: with 1,000 spokes the first ones are connected before
 * the last ones begin, and what the hub needs never waits behind spokes that wait for the hub.
 */
export class StepGraph {
  readonly #nodes = new Map<string, Node>();
  readonly #counts: Record<StepState, number> = { ...noCounts };
  /** Steps that may start, first come first served, by depth. */
  readonly #ready: Node[][] = [];
  readonly #failed = new Set<Node>();
  readonly #running = new Set<Node>();

  /**
   * @param steps - in any order
   * @param carried - steps that were started in earlier runs; none of them is running
   * @throws Error when steps need each other, or one that is not there
   */
  constructor(steps: readonly PlanStep[], carried: Record<string, CarriedStep> = {}) {
    steps.forEach((step, index) => {
      const { state = 'Pending', round = 1, error } = carried[step.id] ?? {};
      const unmet = step.needs.length;
      this.#nodes.set(step.id, {
        step,
        index,
        depth: 0,
        dependents: [],
        unmet,
        state,
        round,
        error,
      });
    });
    for (const node of this.#nodes.values()) {
      this.#counts[node.state] += 1;
      if (node.state === 'Failed') this.#failed.add(node);
      node.step.needs.forEach(id => this.#node(id).dependents.push(node));
    }
    for (const node of inOrderOfNeed(this.#nodes)) {
      for (const dependent of node.dependents) {
        dependent.depth = Math.max(dependent.depth, node.depth + 1);
        if (isDone(node)) dependent.unmet -= 1;
      }
    }
    for (const node of this.#nodes.values()) {
      while (this.#ready.length <= node.depth) this.#ready.push([]);
      this.#offer(node);
    }
  }

  get counts(): Readonly<Record<StepState, number>> {
    return this.#counts;
  }

  get running(): string[] {
    return [...this.#running].map(node => node.step.id);
  }

  get isRunning(): boolean {
    return this.#running.size > 0;
  }

  /** All steps are done or skipped. */
  get isDone(): boolean {
    return this.#counts.Succeeded + this.#counts.Skipped === this.#nodes.size;
  }

  /** Nothing runs and nothing may start, although not all is done. */
  get isStuck(): boolean {
    return !this.isRunning && !this.isDone && this.#ready.every(nodes => nodes.length === 0);
  }

  /** Failed steps in the order of the plan. */
  get failed(): { step: string; error: string }[] {
    return [...this.#failed]
      .sort((a, b) => a.index - b.index)
      .map(node => ({ step: node.step.id, error: node.error ?? 'failed' }));
  }

  /** Steps that never came to their turn, each with the needs that are not done. */
  get pending(): { step: string; waitsFor: string[] }[] {
    return [...this.#nodes.values()]
      .filter(node => node.state === 'Pending')
      .map(({ step }) => ({
        step: step.id,
        waitsFor: step.needs.filter(id => !isDone(this.#nodes.get(id)!)),
      }));
  }

  stateOf(id: string): StepState | undefined {
    return this.#nodes.get(id)?.state;
  }

  roundOf(id: string): number {
    return this.#node(id).round;
  }

  /** The step that starts next, now Running; undefined when none may. */
  start(accept: (step: PlanStep) => boolean = () => true): PlanStep | undefined {
    for (let depth = this.#ready.length - 1; depth >= 0; depth--) {
      const node = this.#ready[depth].at(0);
      if (node) {
        if (!accept(node.step)) return undefined;
        this.#ready[depth].shift();
        this.#move(node, 'Running');
        return node.step;
      }
    }
    return undefined;
  }

  succeed(id: string): void {
    this.#finish(this.#node(id), 'Succeeded');
  }

  fail(id: string, error: string): void {
    const node = this.#node(id);
    node.error = error.slice(0, maxErrorLength);
    this.#move(node, 'Failed');
  }

  /** A failed step may run once more. */
  retry(id: string): void {
    const node = this.#node(id);
    node.round += 1;
    delete node.error;
    this.#move(node, 'Pending');
    this.#offer(node);
  }

  /** A failed step counts as done for those that need it. */
  skip(id: string): void {
    this.#finish(this.#node(id), 'Skipped');
  }

  /** What was started, for the next run. */
  carry(): Record<string, CarriedStep> {
    const carried: Record<string, CarriedStep> = {};
    for (const { step, state, round, error } of this.#nodes.values()) {
      if (state !== 'Pending' || round > 1) {
        carried[step.id] = { state, round, ...(error && { error }) };
      }
    }
    return carried;
  }

  #node(id: string): Node {
    const node = this.#nodes.get(id);
    if (!node) throw new Error(`The plan has no step ${id}`);
    return node;
  }

  #finish(node: Node, state: StepState) {
    this.#move(node, state);
    for (const dependent of node.dependents) {
      dependent.unmet -= 1;
      this.#offer(dependent);
    }
  }

  #offer(node: Node) {
    if (node.state === 'Pending' && node.unmet === 0) this.#ready[node.depth].push(node);
  }

  #move(node: Node, state: StepState) {
    this.#counts[node.state] -= 1;
    this.#counts[state] += 1;
    this.#failed.delete(node);
    this.#running.delete(node);
    if (state === 'Failed') this.#failed.add(node);
    if (state === 'Running') this.#running.add(node);
    node.state = state;
  }
}

function isDone(node: Node): boolean {
  return node.state === 'Succeeded' || node.state === 'Skipped';
}

/** Every node after those that it needs. */
function inOrderOfNeed(nodes: ReadonlyMap<string, Node>): Node[] {
  const missing = new Map([...nodes.values()].map(node => [node, node.step.needs.length]));
  const ordered = [...nodes.values()].filter(node => node.step.needs.length === 0);
  for (const node of ordered) {
    for (const dependent of node.dependents) {
      const left = missing.get(dependent)! - 1;
      missing.set(dependent, left);
      if (left === 0) ordered.push(dependent);
    }
  }
  if (ordered.length < nodes.size) {
    const stuck = [...nodes.keys()].filter(id => !ordered.includes(nodes.get(id)!));
    throw new Error(`Steps of the plan need each other: ${stuck.join(', ')}`);
  }
  return ordered;
}
