import type { SignInTrouble } from '@interconnect/backstage-plugin-interconnect-common';
import type { PlanChecks } from '../temporal/CheckClient';

/** As long as an answer counts. */
const maxAgeMs = 60_000;
/** Somebody waits for the list of clusters. */
const patienceMs = 2_000;

/** Why the worker cannot sign in to a cluster, and when it found that out. */
export interface SeenTrouble {
  reason: string;
  seenAt: string;
}

/**
 * What the worker last said of clusters to which it cannot sign in. It is asked when somebody looks
 * at the clusters, once a minute at most; while it does not answer, nothing is known.
 */
export class SignIns {
  #known: ReadonlyMap<string, SeenTrouble> = new Map();
  #askedAt = -Infinity;
  #asking?: Promise<void>;

  /** @param warn - called with what is known, as often as it is heard */
  constructor(
    private readonly checks: Pick<PlanChecks, 'signIns'>,
    private readonly warn: (text: string) => void,
  ) {}

  /** By cluster; waits a little for an answer that is due. */
  async troubles(): Promise<ReadonlyMap<string, SeenTrouble>> {
    if (Date.now() - this.#askedAt >= maxAgeMs) {
      this.#askedAt = Date.now();
      this.#asking = this.#ask();
    }
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>(resolve => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([this.#asking, patience]);
    clearTimeout(timer);
    return this.#known;
  }

  async #ask(): Promise<void> {
    const seenAt = new Date().toISOString();
    const told = await this.checks.signIns().catch((): SignInTrouble[] => []);
    this.#known = new Map(told.map(({ cluster, reason }) => [cluster, { reason, seenAt }]));
    for (const { cluster, reason } of told) {
      this.warn(`Cluster '${cluster}' is not usable: ${reason}`);
    }
  }
}
