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
  /** Steps that need it. */
  dependents: Node[];
  /** Steps that wait for its end, whatever that is. */
  followers: Node[];
  /** Needs that are neither done nor skipped. */
  unmet: number;
  /** Needs that failed, or cannot begin because something failed. */
  halts: number;
  /** Of those that it comes after: how many something is still to be expected of. */
  awaited: number;
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
  readonly #ready: Set<Node>[] = [];
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
      this.#nodes.set(step.id, {
        step,
        index,
        depth: 0,
        dependents: [],
        followers: [],
        unmet: step.needs.length,
        halts: 0,
        awaited: step.after?.length ?? 0,
        state,
        round,
        error,
      });
    });
    for (const node of this.#nodes.values()) {
      this.#counts[node.state] += 1;
      if (node.state === 'Failed') this.#failed.add(node);
      node.step.needs.forEach(id => this.#node(id).dependents.push(node));
      node.step.after?.forEach(id => this.#node(id).followers.push(node));
    }
    for (const node of inOrderOfNeed(this.#nodes)) {
      for (const next of [...node.dependents, ...node.followers]) {
        next.depth = Math.max(next.depth, node.depth + 1);
      }
      for (const dependent of node.dependents) {
        if (isDone(node)) dependent.unmet -= 1;
        if (isHalted(node)) dependent.halts += 1;
      }
      if (isSettled(node)) node.followers.forEach(follower => (follower.awaited -= 1));
    }
    for (const node of this.#nodes.values()) {
      while (this.#ready.length <= node.depth) this.#ready.push(new Set());
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
    return !this.isRunning && !this.isDone && this.#ready.every(nodes => nodes.size === 0);
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
        waitsFor: step.needs.filter(id => !isDone(this.#node(id))),
      }));
  }

  /** Those that a step comes after and that have not succeeded, and were not skipped either. */
  missingFor({ after = [] }: PlanStep): PlanStep[] {
    return after.map(id => this.#node(id)).flatMap(node => (isDone(node) ? [] : [node.step]));
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
      const [node] = this.#ready[depth];
      if (node) {
        if (!accept(node.step)) return undefined;
        this.#ready[depth].delete(node);
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
    this.#change(node, () => this.#move(node, 'Failed'));
  }

  /** A failed step may run once more. */
  retry(id: string): void {
    const node = this.#node(id);
    node.round += 1;
    delete node.error;
    this.#change(node, () => this.#move(node, 'Pending'));
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
    this.#change(node, () => this.#move(node, state));
    for (const dependent of node.dependents) {
      dependent.unmet -= 1;
      this.#offer(dependent);
    }
  }

  /** Changes a step, and tells those that wait for it what is to be expected of it now. */
  #change(changed: Node, change: () => void) {
    const changes = [{ node: changed, change }];
    for (const { node, change: apply } of changes) {
      const [wasHalted, wasSettled] = [isHalted(node), isSettled(node)];
      apply();
      const halts = Number(isHalted(node)) - Number(wasHalted);
      const settles = Number(isSettled(node)) - Number(wasSettled);
      for (const dependent of halts === 0 ? [] : node.dependents) {
        changes.push({ node: dependent, change: () => (dependent.halts += halts) });
      }
      for (const follower of settles === 0 ? [] : node.followers) {
        follower.awaited -= settles;
        this.#offer(follower);
      }
    }
  }

  /** Puts a step among those that may start, or takes it from them. */
  #offer(node: Node) {
    const isReady = node.state === 'Pending' && node.unmet === 0 && node.awaited === 0;
    if (isReady) this.#ready[node.depth].add(node);
    else this.#ready[node.depth].delete(node);
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

/** It failed, or cannot begin because something that it needs failed. */
function isHalted(node: Node): boolean {
  return node.state === 'Failed' || (node.state === 'Pending' && node.halts > 0);
}

/** Nothing more is to be expected of it. */
function isSettled(node: Node): boolean {
  return isDone(node) || isHalted(node);
}

/** Every node after those that it waits for. */
function inOrderOfNeed(nodes: ReadonlyMap<string, Node>): Node[] {
  const waits = ({ step }: Node) => step.needs.length + (step.after?.length ?? 0);
  const missing = new Map([...nodes.values()].map(node => [node, waits(node)]));
  const ordered = [...nodes.values()].filter(node => waits(node) === 0);
  for (const node of ordered) {
    for (const next of [...node.dependents, ...node.followers]) {
      const left = missing.get(next)! - 1;
      missing.set(next, left);
      if (left === 0) ordered.push(next);
    }
  }
  if (ordered.length < nodes.size) {
    const stuck = [...nodes.keys()].filter(id => !ordered.includes(nodes.get(id)!));
    throw new Error(`Steps of the plan need each other: ${stuck.join(', ')}`);
  }
  return ordered;
}
