import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';

/** A step that is drawn by itself. */
export interface StepNode {
  kind: 'step';
  id: string;
  /** Column: how many steps must come before it, one after the other. */
  depth: number;
  step: RolloutStep;
}

/** Steps of the same kind and column that are drawn as one. */
export interface GroupNode {
  kind: 'group';
  id: string;
  depth: number;
  /** Any of them: all are of its kind, action and application. */
  like: RolloutStep;
  /** Of the steps. */
  ids: string[];
  /** How many are in which state. */
  states: Record<string, number>;
}

/** The steps in the order of need, as they are drawn. */
export interface StepGraph {
  nodes: (StepNode | GroupNode)[];
  /** Ids of nodes; what another edge says by a detour is left out. */
  edges: { from: string; to: string }[];
}

/** A rollout with more steps is drawn in groups. */
const groupedFrom = 61;
/** So many of a group's running or failed steps stay drawn by themselves, all groups together. */
const singleAtMost = 24;

const urgency: Record<string, number> = { UndoFailed: 0, Failed: 0, Running: 1 };

/**
 * What is drawn of the steps of a rollout. Only steps of the same depth are drawn as one, so that a
 * group can never need itself by way of another.
 */
export function stepGraphOf(steps: RolloutStep[]): StepGraph {
  const depths = depthsOf(steps);
  const single = singleSteps(steps);
  const nodes = new Map<string, StepNode | GroupNode>();
  const nodeOf = new Map<string, string>();
  for (const step of steps) {
    const depth = depths.get(step.id) ?? 0;
    if (single.has(step.id)) {
      nodes.set(step.id, { kind: 'step', id: step.id, depth, step });
      nodeOf.set(step.id, step.id);
    } else {
      const id = ['group', step.kind, step.application ?? '', step.action, depth].join(' ');
      const group = nodes.get(id);
      if (group?.kind === 'group') {
        group.ids.push(step.id);
        group.states[step.state] = (group.states[step.state] ?? 0) + 1;
      } else {
        const states = { [step.state]: 1 };
        nodes.set(id, { kind: 'group', id, depth, like: step, ids: [step.id], states });
      }
      nodeOf.set(step.id, id);
    }
  }
  const needs = new Map<string, Set<string>>([...nodes.keys()].map(id => [id, new Set()]));
  for (const step of steps) {
    const to = nodeOf.get(step.id)!;
    for (const need of waitsOf(step)) {
      const from = nodeOf.get(need);
      if (from !== undefined && depths.get(need)! < depths.get(step.id)!) needs.get(to)!.add(from);
    }
  }
  return { nodes: [...nodes.values()].map(aloneAsStep), edges: withoutDetours(needs) };
}

type Waiting = Pick<RolloutStep, 'id' | 'needs' | 'after'>;

/** Both are drawn as the same arrows. */
function waitsOf({ needs, after = [] }: Waiting): string[] {
  return [...needs, ...after];
}

/** Ids of the steps that a node stands for, or one step alone; undefined when there is none (any more). */
export function stepsOfNode({ nodes }: StepGraph, id: string): Set<string> | undefined {
  const node = nodes.find(each => each.id === id);
  if (node) return new Set(node.kind === 'group' ? node.ids : [node.step.id]);
  return nodes.some(each => each.kind === 'group' && each.ids.includes(id))
    ? new Set([id])
    : undefined;
}

/** A group of one is no group. */
function aloneAsStep(node: StepNode | GroupNode): StepNode | GroupNode {
  if (node.kind === 'step' || node.ids.length > 1) return node;
  const { id, depth, like } = node;
  return { kind: 'step', id, depth, step: like };
}

/**
 * Ids of the steps that are drawn by themselves: all of a small rollout, else those that failed or
 * run.
 */
function singleSteps(steps: RolloutStep[]): Set<string> {
  if (steps.length < groupedFrom) return new Set(steps.map(({ id }) => id));
  const urgent = steps.filter(({ state }) => state in urgency);
  urgent.sort((a, b) => urgency[a.state] - urgency[b.state]);
  return new Set(urgent.slice(0, singleAtMost).map(({ id }) => id));
}

/** The edges without those that only say what a longer way says as well. */
function withoutDetours(needs: Map<string, Set<string>>): StepGraph['edges'] {
  const reached = new Map<string, Set<string>>();
  function before(id: string): Set<string> {
    const known = reached.get(id);
    if (known) return known;
    const all = new Set<string>();
    reached.set(id, all);
    for (const need of needs.get(id) ?? []) {
      all.add(need);
      before(need).forEach(each => all.add(each));
    }
    return all;
  }
  return [...needs].flatMap(([to, direct]) =>
    [...direct]
      .filter(from => ![...direct].some(other => other !== from && before(other).has(from)))
      .map(from => ({ from, to })),
  );
}

/**
 * How many steps must come before each, one after the other. Needs outside the list do not count,
 * nor do steps that need each other (which no plan has): the drawing must not hang because of them.
 * Without recursion: chains may be long.
 */
export function depthsOf(steps: Waiting[]): Map<string, number> {
  const open = new Map<string, number>();
  const neededBy = new Map<string, string[]>();
  const ids = new Set(steps.map(({ id }) => id));
  for (const step of steps) {
    const { id } = step;
    const known = waitsOf(step).filter(need => ids.has(need));
    open.set(id, known.length);
    for (const need of known) {
      const waiting = neededBy.get(need);
      if (waiting) waiting.push(id);
      else neededBy.set(need, [id]);
    }
  }
  const depths = new Map(steps.map(({ id }) => [id, 0]));
  const ready = steps.map(({ id }) => id).filter(id => open.get(id) === 0);
  for (const id of ready) {
    for (const next of neededBy.get(id) ?? []) {
      depths.set(next, Math.max(depths.get(next)!, depths.get(id)! + 1));
      open.set(next, open.get(next)! - 1);
      if (open.get(next) === 0) ready.push(next);
    }
  }
  return depths;
}
