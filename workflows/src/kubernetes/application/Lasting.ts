import { nameOf } from '../client';
import { containersOf, endOf, type Pod } from '../cluster/podTrouble';

/**
 * A container that has been restarted so often, at least once of that while we looked, does not
 * stay up. With the kubelet's back-off of 10, 20, 40 and 80 seconds, that is after two and a half
 * minutes: enough for a program that ends until the database beside it answers.
 */
const maxRestarts = 4;

type Restarts = ReadonlyMap<string, number>;

function restartsOf(pods: readonly Pod[]): Restarts {
  return new Map(
    pods.flatMap(pod =>
      containersOf(pod).map(({ name, restartCount = 0 }) => [
        `${pod.metadata.uid} ${name}`,
        restartCount,
      ]),
    ),
  );
}

function haveRisen(now: Restarts, before: Restarts): boolean {
  return [...now].some(([container, count]) => count > (before.get(container) ?? 0));
}

/** A container that ends again and again. */
interface Loop {
  pod: Pod;
  container: string;
  /** How it ended and how often, for people. */
  text: string;
}

/** Whether what is ready stays so, over several looks at the same workloads. */
export class Lasting {
  #first?: Restarts;
  #ready?: { since: number; restarts: Restarts };

  constructor(private readonly settleSeconds: number) {}

  /**
   * @param ready - whether all workloads are, as they say of themselves
   * @param pods - all pods of them
   * @param now - in milliseconds
   * @returns what is missing for people; undefined when it has lasted
   */
  look(ready: boolean, pods: readonly Pod[], now: number): string | undefined {
    const restarts = restartsOf(pods);
    this.#first ??= restarts;
    if (!ready) {
      this.#ready = undefined;
      return 'not ready';
    }
    if (!this.#ready || haveRisen(restarts, this.#ready.restarts)) {
      this.#ready = { since: now, restarts };
    }
    const isRunning = pods.some(({ status }) => status?.phase === 'Running');
    const seconds = Math.floor((now - this.#ready.since) / 1000);
    return isRunning && seconds < this.settleSeconds
      ? `ready, and for ${seconds} of ${this.settleSeconds} seconds without a restart`
      : undefined;
  }

  /** The first container that does not stay up. */
  loop(pods: readonly Pod[]): Loop | undefined {
    for (const pod of pods) {
      for (const container of containersOf(pod)) {
        const { name, restartCount = 0 } = container;
        const before = this.#first?.get(`${pod.metadata.uid} ${name}`) ?? 0;
        const end = endOf(container);
        if (end && restartCount >= maxRestarts && restartCount > before) {
          const text = `${nameOf(pod)}, container ${name}, does not stay up: ${end}`;
          return { pod, container: name, text };
        }
      }
    }
    return undefined;
  }
}
