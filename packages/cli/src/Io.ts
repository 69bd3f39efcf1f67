/** What the command meets outside of itself; tests have their own. */
export interface Io {
  /** Results: what programs read. */
  out(text: string): void;
  /** Everything else: progress, notes, errors. */
  note(text: string): void;
  env: Record<string, string | undefined>;
  fetch: typeof fetch;
  /** @throws when Ctrl-C comes first */
  readStdin(): Promise<Uint8Array>;
  /** Whether `out` shows colours. */
  colour: boolean;
  now(): number;
  /** @throws whatever `signal` was aborted with */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Aborted by Ctrl-C. */
  interrupted: AbortSignal;
}
