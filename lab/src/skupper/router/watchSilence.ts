import { Timings } from './timings';

/**
 * Watches a connection that should always bring something, as a path can break without a word.
 *
 * @param received - how many bytes came in so far
 * @param onSilence - called once, when nothing came for too long
 * @returns a function that ends the watch
 */
export function watchSilence(
  received: () => number,
  { beat, silence }: Pick<Timings, 'beat' | 'silence'>,
  onSilence: () => void,
): () => void {
  let last = received();
  let heard = Date.now();
  const timer = setInterval(
    () => {
      const count = received();
      if (count !== last) {
        last = count;
        heard = Date.now();
      } else if (Date.now() - heard >= silence) {
        clearInterval(timer);
        onSilence();
      }
    },
    Math.min(beat, 1000),
  );
  return () => clearInterval(timer);
}
