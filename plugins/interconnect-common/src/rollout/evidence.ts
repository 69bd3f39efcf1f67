import { canonicalJson, sha256Hex } from '../hash';
import { RolloutCommand, RolloutCommandName } from './commands';
import { RolloutInput } from './messages';

/*
 * What the backend signs, and what the worker holds against it. The signatures themselves are made
 * and checked in `interconnect-node`: the workflow's sandbox has no cryptography, and asks a local
 * activity.
 */

/** What the backend says of a rollout when it starts it. @public */
export interface RolloutClaims {
  /** The only execution that may carry it out. */
  workflowId: string;
  rolloutId: string;
  requestedBy: string;
  planDigest: string;
  /** `inputDigest`. */
  input: string;
  /** ISO time. */
  issuedAt: string;
}

/** What the backend says of a command when it hands it over. @public */
export interface CommandClaims {
  rolloutId: string;
  planDigest: string;
  update: RolloutCommandName;
  by: string;
  /** `commandDigest`. */
  command: string;
  /** ISO time. */
  issuedAt: string;
}

/** Where and how an execution was started, as Temporal's server says. @public */
export interface RunStart {
  workflowId: string;
  /** ISO time. */
  startedAt: string;
  /** It goes on with a run before it. */
  isContinued: boolean;
  /**
   * By a cron schedule or a retry policy, which only somebody else than the backend can have given
   * it.
   */
  isRepeated: boolean;
}

/** What is looked at to believe a rollout, without all that it carries. @public */
export interface RolloutEvidence extends RunStart {
  signature?: string;
  rolloutId: string;
  planDigest: string;
  inputDigest: string;
  needsApproval: boolean;
  isCarried: boolean;
  /** The decision that an earlier run took. */
  approved?: RolloutCommand;
}

/** What is looked at to believe a command. @public */
export interface CommandEvidence {
  rolloutId: string;
  planDigest: string;
  update: RolloutCommandName;
  command: RolloutCommand;
}

/** Type of the failure of what is not signed. @public */
export const notSignedType = 'NotSigned';

/** Digest of everything that a rollout is asked to do. @public */
export function inputDigest(input: RolloutInput): string {
  const { signature: _, carried: _carried, ...signed } = input;
  return sha256Hex(canonicalJson(signed));
}

/** Digest of everything that a command says. @public */
export function commandDigest(command: RolloutCommand): string {
  const { signature: _, ...signed } = command;
  return sha256Hex(canonicalJson(signed));
}

/** @public */
export function evidenceOf(input: RolloutInput, start: RunStart): RolloutEvidence {
  const { signature, rolloutId, planDigest, carried } = input;
  return {
    ...start,
    ...(signature !== undefined && { signature }),
    rolloutId,
    planDigest,
    inputDigest: inputDigest(input),
    needsApproval: input.approval !== undefined,
    isCarried: carried !== undefined,
    ...(carried?.approved && { approved: carried.approved }),
  };
}
