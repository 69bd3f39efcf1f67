/** How a state is meant, whatever it is called: its colour and icon. @public */
export type StateTone =
  'good' | 'bad' | 'warning' | 'busy' | 'waiting' | 'paused' | 'skipped' | 'unknown';

/** What is said of a phase of a network. @public */
export interface NetworkPhaseDefinition {
  tone: StateTone;
}

/** What needs a person comes first: the order of every list of networks. */
const phases = {
  NeedsAttention: { tone: 'bad' },
  Degraded: { tone: 'warning' },
  Unknown: { tone: 'unknown' },
  Deleting: { tone: 'busy' },
  Progressing: { tone: 'busy' },
  Empty: { tone: 'waiting' },
  Ready: { tone: 'good' },
} satisfies Record<string, NetworkPhaseDefinition>;

/** @public */
export type NetworkPhase = keyof typeof phases;

/** All phases of a network, the most urgent one first. @public */
export const networkPhases: Record<NetworkPhase, NetworkPhaseDefinition> = phases;

const ranks = new Map(Object.keys(phases).map((phase, rank) => [phase, rank]));

/**
 * The place of a phase in lists: the smaller, the more urgent. Phases of a newer backend come
 * last. @public
 */
export function phaseRank(phase: NetworkPhase): number {
  return ranks.get(phase) ?? ranks.size;
}

/**
 * Compares networks for a list: the most urgent phase first, then by project and name. @public
 */
export function byUrgency(a: Listed, b: Listed): number {
  return (
    phaseRank(a.status.phase) - phaseRank(b.status.phase) ||
    a.project.localeCompare(b.project) ||
    a.name.localeCompare(b.name, undefined, { numeric: true })
  );
}

interface Listed {
  project: string;
  name: string;
  status: { phase: NetworkPhase };
}
