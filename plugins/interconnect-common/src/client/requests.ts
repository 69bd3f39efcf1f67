import { Network } from './Network';
import { CommandBody } from './Resources';

/** Which part of a list. @public */
export interface PageOptions {
  /** Items at most; the backend has a bound of its own. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** A part of a list. @public */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** The REST resource of a network with its entity tag, which a change has to name. @public */
export interface TaggedNetwork {
  network: Network;
  etag: string;
}

/** What may go with any request. @public */
export interface RequestOptions {
  /** For callers outside a browser session: a token of their own. */
  token?: string;
  signal?: AbortSignal;
}

/** What goes with a command to a rollout. @public */
export interface CommandDetails extends Omit<CommandBody, 'rollback'> {
  /** Of the plan that was looked at; required for `approve`. */
  planDigest?: string;
}

/** What a change may depend on. @public */
export interface ChangeOptions extends RequestOptions {
  /** Entity tag of what was read before; refused when there is another one by now (412). */
  ifMatch?: string;
  /** Digest of the plan that was shown; refused when another one would be carried out (412). */
  planDigest?: string;
  /** For services: entity ref of the person for whom they ask. */
  onBehalfOf?: string;
}
