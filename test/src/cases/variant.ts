import type { Planned } from './cases';

/** A case of which one thing is changed. */
export interface Variant extends Planned {
  of: string;
  what: string;
  file?: string;
  change: (text: string) => string;
}

/** Puts something in the place of something. */
export const to = (from: string | RegExp, by: string) => (text: string) => text.replace(from, by);
/** Text of what stands at the end. */
export const and = (more: string) => (text: string) => `${text}\n---\n${more}`;
export const prefix = 'network.app.edge-orchestrator.intel.com';
