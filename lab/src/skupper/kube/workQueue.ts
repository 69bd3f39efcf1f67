/** Work by key: what is asked for again before it was begun is done once. */
export interface WorkQueue {
  add(key: string): void;
  addLater(key: string, ms: number): void;
  stop(): void;
}

/** Failed work is tried again this often at most; after that the next resync brings it back. */
const RETRIES = 5;

/**
 * A queue with one worker. An item that fails is tried again after 50 ms, 100 ms, … up to five times.
 *
 * @param work - does the work of one key
 * @param onError - told about every failure
 */
export function createWorkQueue(
  work: (key: string) => Promise<void>,
  onError: (key: string, error: Error) => void,
): WorkQueue {
  const waiting = new Set<string>();
  const failures = new Map<string, number>();
  const timers = new Map<string, NodeJS.Timeout>();
  let running = false;
  let stopped = false;

  const addLater = (key: string, ms: number) => {
    if (stopped || timers.has(key)) return;
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        add(key);
      }, ms),
    );
  };
  const drain = async () => {
    running = true;
    for (const key of waiting) {
      waiting.delete(key);
      if (stopped) break;
      try {
        await work(key);
        failures.delete(key);
      } catch (error) {
        onError(key, error as Error);
        const count = (failures.get(key) ?? 0) + 1;
        failures.set(key, count);
        if (count <= RETRIES) addLater(key, 50 * 2 ** (count - 1));
        else failures.delete(key);
      }
    }
    running = false;
  };
  function add(key: string) {
    if (stopped) return;
    waiting.add(key);
    if (!running) drain().catch(() => {});
  }
  return {
    add,
    addLater,
    stop() {
      stopped = true;
      timers.forEach(clearTimeout);
    },
  };
}
