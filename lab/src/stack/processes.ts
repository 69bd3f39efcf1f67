import { isAlive, launch, ProcessId, signal, tail, terminate } from '../processes';

/** A process that this stack started and ends. */
export interface ManagedProcess {
  name: string;
  id: ProcessId;
  logFile: string;
  /** Resolves with a sentence when the process has ended. */
  ended: Promise<string>;
  /** SIGTERM, after `graceMs` SIGKILL; resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL, as a crash would be. */
  kill(): Promise<void>;
}

/** Starts a process of the stack; its output goes to `logFile`. */
export async function startProcess(options: {
  name: string;
  command: string[];
  logFile: string;
  cwd: string;
  env?: Record<string, string>;
}): Promise<ManagedProcess> {
  const { name, logFile } = options;
  const id = await launch({ ...options, log: logFile });
  const ended = (async () => {
    while (isAlive(id)) await new Promise(resolve => setTimeout(resolve, 250));
    return `The ${name} ended`;
  })();
  return {
    name,
    id,
    logFile,
    ended,
    stop: graceMs => terminate([id], graceMs),
    async kill() {
      signal(id, 'SIGKILL');
      await ended;
    },
  };
}

/**
 * Polls `ready` until it answers true. When the process ends first, or after `timeoutMs`, it is
 * ended and the error has the end of its log.
 */
export async function waitUntil(
  managed: ManagedProcess,
  ready: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  let failure: string | undefined;
  void managed.ended.then(reason => {
    failure = reason;
  });
  const deadline = Date.now() + timeoutMs;
  while (!(await ready().catch(() => false))) {
    if (failure === undefined && Date.now() > deadline) {
      failure = `The ${managed.name} was not ready after ${timeoutMs / 1000} s`;
    }
    if (failure !== undefined) {
      const { logFile } = managed;
      await managed.stop();
      throw new Error(`${failure}. Its log (${logFile}) ends with:\n${tail(logFile, 15)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}
