import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work by key: what is asked for again before it was begun is done once. */
export interface WorkQueue {
  add(key: string): void;
  /** Begins with the work; what was added before waits until then. */
  start(): void;
  /** Resolves when nothing waits, for work or for another attempt. */
  idle(): Promise<void>;
  stop(): void;
}

/** Failed work is tried again this often at most; after that only the next event brings it back. */
const RETRIES = 5;
/** Pause before the first new attempt, ms; it doubles with each. */
const FIRST_PAUSE = 5;

/**
 * A queue with one worker, which does one thing after the other.
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
  const timers = new Set<NodeJS.Timeout>();
  let waiters: Array<() => void> = [];
  let started = false;
  let running = false;
  let stopped = false;

  const retry = (key: string) => {
    const count = failures.get(key) ?? 0;
    if (count >= RETRIES) {
      failures.delete(key);
      return;
    }
    failures.set(key, count + 1);
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        add(key);
      },
      FIRST_PAUSE * 2 ** count,
    );
    timers.add(timer);
  };
  const drain = async () => {
    running = true;
    // What comes in one piece is known as a whole before the work begins.
    await nextTurn();
    for (const key of waiting) {
      waiting.delete(key);
      if (stopped) break;
      try {
        await work(key);
        failures.delete(key);
      } catch (error) {
        onError(key, error as Error);
        retry(key);
      }
    }
    running = false;
    if (timers.size) return;
    waiters.forEach(resolve => resolve());
    waiters = [];
  };
  function run() {
    if (started && !stopped && !running) void drain();
  }
  function add(key: string) {
    waiting.add(key);
    run();
  }
  return {
    add,
    start() {
      started = true;
      run();
    },
    idle: () =>
      new Promise<void>(resolve => {
        if (running || timers.size || waiting.size) waiters.push(resolve);
        else resolve();
      }),
    stop() {
      stopped = true;
      timers.forEach(clearTimeout);
    },
  };
}
