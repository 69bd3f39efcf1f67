import { definitionOf, StepInput } from '../steps';
import { isServer } from '../steps/deployApplication';
import { StepSet } from '../steps/StepDefinition';
import { stepIdOf } from '../steps/stepIds';

/** Arrows between steps, by the id of the step that waits. */
export type Arrows = ReadonlyMap<string, string[]>;

/**
 * For which steps of a set each step waits (the arrows of a rollout): derived from the inputs
 * alone, so that it says the same for what is asked for and for what once was applied, however
 * incomplete that is. `needs`: for those that it really needs; `all`: also for those whose end it
 * waits for, whatever that is.
 */
export function arrowsOf(inputs: ReadonlyMap<string, StepInput>): { needs: Arrows; all: Arrows } {
  const among = setOf(inputs);
  const needs = new Map<string, string[]>();
  const all = new Map<string, string[]>();
  for (const [id, input] of inputs) {
    const definition = definitionOf(input);
    const needed = definition.needs(input, among);
    needs.set(id, [...new Set(needed)]);
    all.set(id, [...new Set([...needed, ...(definition.after?.(input, among) ?? [])])]);
  }
  return { needs, all };
}

function setOf(inputs: ReadonlyMap<string, StepInput>): StepSet {
  const byKind = new Map<string, string[]>();
  for (const [id, { kind }] of inputs) byKind.set(kind, [...(byKind.get(kind) ?? []), id]);
  return {
    all: ({ kind }) => byKind.get(kind) ?? [],
    on: ({ kind }, cluster) => [stepIdOf({ kind, cluster })].filter(id => inputs.has(id)),
    servers: [...serversAmong(inputs)],
  };
}

/**
 * Servers, and what was one when the hub published services that it still does: a rollout that
 * failed may have turned the server into a client and not yet have withdrawn its services.
 */
function serversAmong(inputs: ReadonlyMap<string, StepInput>): Set<string> {
  const servers = new Set<string>();
  for (const [id, input] of inputs) if (isServer(input)) servers.add(id);
  for (const input of inputs.values()) {
    if ('servers' in input) {
      Object.keys(input.servers)
        .filter(id => inputs.has(id))
        .forEach(id => servers.add(id));
    }
  }
  return servers;
}
