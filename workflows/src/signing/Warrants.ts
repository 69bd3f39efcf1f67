import {
  evidenceOf,
  formatRefusal,
  planDigest,
  signedSteps,
} from '@interconnect/backstage-plugin-interconnect-common';
import { rolloutRefusal, type Verifier } from '@interconnect/backstage-plugin-interconnect-node';
import type { StartedRun } from './startedRun';

/** What one execution may do. */
export type Warrant =
  | { refused: string }
  | {
      rolloutId: string;
      planDigest: string;
      needsApproval: boolean;
      /** By `stepKey`. */
      steps: ReadonlySet<string>;
    };

/** Of a few hundred bytes a step. */
const maxKept = 50;

/**
 * What executions may do: looked up once for each, in the input with which Temporal's server says
 * that it was started.
 */
export class Warrants {
  readonly #known = new Map<string, Promise<Warrant>>();

  /** @param startOf - reads how an execution was started */
  constructor(
    private readonly verifier: Verifier,
    private readonly startOf: (workflowId: string, runId: string) => Promise<StartedRun>,
  ) {}

  of(workflowId: string, runId: string): Promise<Warrant> {
    const known = this.#known.get(runId);
    if (known) return known;
    const found = this.startOf(workflowId, runId).then(start => warrantOf(this.verifier, start));
    found.catch(() => this.#known.delete(runId));
    this.#known.set(runId, found);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= maxKept) break;
      this.#known.delete(oldest);
    }
    return found;
  }
}

/** Pure, and only of what is signed. */
export function warrantOf(verifier: Verifier, { input, start }: StartedRun): Warrant {
  const refused = rolloutRefusal(verifier, evidenceOf(input, start));
  if (refused) return { refused };
  const unknown = formatRefusal(input);
  if (unknown) return { refused: unknown };
  if (planDigest(input) !== input.planDigest) {
    return { refused: 'The plan of this rollout is not the one that was shown' };
  }
  return {
    rolloutId: input.rolloutId,
    planDigest: input.planDigest,
    needsApproval: input.approval !== undefined,
    steps: signedSteps(input),
  };
}
