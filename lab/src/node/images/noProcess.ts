import type { Runner } from './Runner';

/** What the annotation on a Pod says when nothing runs for it. */
export const NO_PROCESS = 'no process';

/** Images that the lab does not know: reported Ready, marked as not running. */
export const noProcess: Runner = {
  matches: () => true,
  run: () => ({ kind: 'none', note: NO_PROCESS }),
};
