import type { Condition, KubernetesObject } from './client';

/**
 * What a controller says is wrong with an object as it is now; undefined when it says no such
 * thing, or says it of an earlier spec.
 */
export function reportedError({ metadata, status }: KubernetesObject): string | undefined {
  const isCurrent = ({ observedGeneration }: Condition) =>
    observedGeneration === undefined || observedGeneration >= (metadata.generation ?? 0);
  return status?.conditions?.find(
    condition =>
      condition.status === 'False' && condition.reason === 'Error' && isCurrent(condition),
  )?.message;
}

/** How long the same error has been reported, look after look. */
export class LastingError {
  #text?: string;
  #since = 0;

  /** @returns for how many seconds it has been this one */
  secondsOf(text: string | undefined): number {
    if (text !== this.#text) {
      this.#text = text;
      this.#since = Date.now();
    }
    return text === undefined ? 0 : (Date.now() - this.#since) / 1000;
  }
}
