import type { Config } from '@backstage/config';
import type {
  NetworkObservation,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  type Cluster,
  observationRefusal,
  readVerifier,
  type Verifier,
} from '@interconnect/backstage-plugin-interconnect-node';
import { textOf } from '../client';
import { ClusterClients } from '../ClusterClients';
import { mirroredNetwork, unappliedNetwork } from './mirroredNetwork';
import { type MirroredRef, sweepMirror } from './sweepMirror';
import type { OpenRollout } from './rolloutStatus';
import { writeMirror } from './writeMirror';
import { writeRollouts } from './writeRollouts';

const section = 'interconnect.mirror';
/** Of one request to the management cluster. */
const requestTimeoutMs = 5000;
/** Of all requests about one network: an observation is not held up for longer. */
const networkTimeoutMs = 20_000;

/** What the mirror is made of. */
interface MirrorOptions {
  /** Read anew each time: clusters come and go without a restart. */
  clusters(): readonly Cluster[];
  /** The management cluster. */
  cluster: string;
  /** Project whose networks go by their name alone. */
  shortNames?: string;
  verifier: Verifier;
  logger?: { warn(message: string): void };
}

/**
 * All networks as objects of one cluster, for `kubectl` (`interconnect.mirror`). It shows what was
 * observed, right after it was observed. What cannot be shown is logged, once until it is another
 * problem, and never makes an observation fail.
 */
export class Mirror {
  readonly #said = new Map<string, string>();
  #suspects: ReadonlySet<string> = new Set();

  constructor(private readonly options: MirrorOptions) {}

  /**
   * Shows what was observed, or what is known of a network that stands on no member, when the backend
   * has asked for this observation: whoever starts one himself learns what is read, and shows nobody
   * anything.
   */
  async show(input: ObserveInput, observation: NetworkObservation, ended: AbortSignal) {
    const { verifier, shortNames } = this.options;
    const { network, unapplied } = input;
    const { observedAt: readAt } = observation;
    const mirrored = unapplied
      ? unappliedNetwork(network, unapplied, readAt)
      : mirroredNetwork(network, observation);
    const refusal = observationRefusal(verifier, input);
    const problems = refusal
      ? [refusal]
      : await this.#onCluster(ended, client =>
          writeMirror(client, { mirrored, readAt }, shortNames),
        );
    this.#say(`network ${network.name} of ${network.project}`, problems);
  }

  /**
   * Removes what is shown of networks that are not observed any more: they are gone. Of those that
   * were not at the last time either, because a Schedule is replaced by another one.
   */
  async sweep(isObserved: (network: MirroredRef) => Promise<boolean>, ended: AbortSignal) {
    const problems = await this.#onCluster(ended, async client => {
      this.#suspects = await sweepMirror(client, isObserved, this.#suspects);
      return [];
    });
    this.#say('networks that are gone', problems);
  }

  /** Shows which networks have a rollout that has not ended. */
  async follow(rollouts: readonly OpenRollout[], ended: AbortSignal) {
    const problems = await this.#onCluster(ended, client =>
      writeRollouts(client, rollouts, this.options.shortNames),
    );
    this.#say('rollouts', problems);
  }

  async #onCluster(
    ended: AbortSignal,
    work: (client: ReturnType<ClusterClients['of']>) => Promise<string[]>,
  ): Promise<string[]> {
    const clients = new ClusterClients({ clusters: this.options.clusters() }, requestTimeoutMs);
    const timeout = AbortSignal.timeout(networkTimeoutMs);
    try {
      return await work(clients.of(this.options.cluster, AbortSignal.any([ended, timeout])));
    } catch (error) {
      if (ended.aborted) return [];
      return [timeout.aborted ? `not done within ${networkTimeoutMs / 1000} s` : textOf(error)];
    } finally {
      clients.close();
    }
  }

  #say(what: string, problems: string[]) {
    const text = problems.slice(0, 3).join('; ');
    if (text && this.#said.get(what) !== text) {
      this.options.logger?.warn(`The mirror on ${this.options.cluster}, ${what}: ${text}`);
    }
    if (text) this.#said.set(what, text);
    else this.#said.delete(what);
  }
}

/**
 * Reads `interconnect.mirror`; undefined when there is none.
 *
 * @throws Error that names the key, what is wrong and what is accepted
 */
export function readMirror(
  config: Config,
  clusters: () => readonly Cluster[],
  logger?: MirrorOptions['logger'],
): Mirror | undefined {
  const mirror = config.getOptionalConfig(section);
  if (!mirror) return undefined;
  const cluster = mirror.getString('cluster');
  const names = clusters().map(({ name }) => name);
  if (!names.includes(cluster)) {
    throw new Error(
      `${section}.cluster is '${cluster}': the name of a configured cluster is accepted (${names.join(', ') || 'none'})`,
    );
  }
  const shortNames = mirror.getOptionalString('shortNames');
  return new Mirror({ clusters, cluster, shortNames, verifier: readVerifier(config), logger });
}
