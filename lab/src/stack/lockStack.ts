import { tryLock } from '../lock';
import { stateDirectory } from '../state';

/**
 * Makes sure that one process alone runs the stack of an instance, from its first moment to its
 * last. What is running is told from what a killed run left behind by this lock, which ends with
 * its process.
 *
 * @param portal - address of the portal, for people
 * @returns what lets go of it
 * @throws Error that says which process runs the stack, and where
 */
export function lockStack(instance: number, portal: string): () => void {
  const lock = tryLock(`${stateDirectory(instance)}.start.lock`);
  if ('release' in lock) return lock.release;
  const { pid } = lock.holder;
  throw new Error(
    [
      `Interconnect runs already in this checkout: process ${pid}, with the portal at ${portal}`,
      `Nothing was started, and nothing of it was ended. To start anew, end it first: Ctrl-C in its terminal, or kill ${pid}`,
    ].join('\n'),
  );
}
