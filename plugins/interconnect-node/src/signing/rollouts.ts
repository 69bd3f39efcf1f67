import {
  CommandClaims,
  commandDigest,
  CommandEvidence,
  inputDigest,
  RolloutClaims,
  RolloutCommand,
  RolloutEvidence,
  RolloutInput,
  rolloutWorkflowId,
} from '@interconnect/backstage-plugin-interconnect-common';
import { SignatureError, Signer, Verifier } from './signatures';

/**
 * How long after its signature a rollout may start, and a command be given. Clocks may differ by as
 * much. Whoever can read Temporal's histories has old signatures, and these must be worthless.
 */
const freshMinutes = 5;

/**
 * @param more - `workflowId`: an execution other than the network's own; `now`: the time of the
 *   signature
 * @public
 */
export function signRollout(
  signer: Signer,
  input: RolloutInput,
  more: { workflowId?: string; now?: Date } = {},
): RolloutInput {
  const { rolloutId, requestedBy, planDigest, project, network } = input;
  const { workflowId = rolloutWorkflowId(project, network), now = new Date() } = more;
  const claims: RolloutClaims = {
    workflowId,
    rolloutId,
    requestedBy,
    planDigest,
    input: inputDigest(input),
    issuedAt: now.toISOString(),
  };
  return { ...input, signature: signer.sign('rollout', claims) };
}

/** @public */
export function signCommand(
  signer: Signer,
  { rolloutId, planDigest, update, command }: CommandEvidence,
  now = new Date(),
): RolloutCommand {
  const claims: CommandClaims = {
    rolloutId,
    planDigest,
    update,
    by: command.by,
    command: commandDigest(command),
    issuedAt: now.toISOString(),
  };
  return { ...command, signature: signer.sign('command', claims) };
}

/**
 * Why this is not a rollout that the backend has started, for people. Undefined: it is one.
 *
 * @public
 */
export function rolloutRefusal(verifier: Verifier, rollout: RolloutEvidence): string | undefined {
  return refusal('This rollout', () => checkRollout(verifier, rollout));
}

/**
 * Why this is not a command that the backend gives now, for people. Undefined: it is one.
 *
 * @param now - absent: the command may have been given at any time
 * @public
 */
export function commandRefusal(
  verifier: Verifier,
  evidence: CommandEvidence,
  now?: Date,
): string | undefined {
  return refusal(`This ${evidence.update}`, () => checkCommand(verifier, evidence, now));
}

function checkRollout(verifier: Verifier, rollout: RolloutEvidence) {
  const claims = verifier.verify<RolloutClaims>('rollout', rollout.signature);
  demand(claims.workflowId === rollout.workflowId, `is signed for ${claims.workflowId} only`);
  demand(
    claims.rolloutId === rollout.rolloutId &&
      claims.planDigest === rollout.planDigest &&
      claims.input === rollout.inputDigest,
    'is not what was signed: its input was changed',
  );
  demand(!rollout.isRepeated, 'is started again and again, which the portal never asks for');
  if (rollout.isContinued) {
    checkCarriedApproval(verifier, rollout);
    return;
  }
  demand(!rollout.isCarried, 'begins with what an earlier run carried over, and there is none');
  demand(
    isFresh(claims, new Date(rollout.startedAt)),
    `was signed at ${claims.issuedAt} and started at ${rollout.startedAt}: more than ${freshMinutes} minutes apart`,
  );
}

/** Later runs do not wait for a decision again. They carry the one that was made. */
function checkCarriedApproval(verifier: Verifier, rollout: RolloutEvidence) {
  const { needsApproval, approved, rolloutId, planDigest } = rollout;
  if (!needsApproval) return;
  demand(approved !== undefined, 'needs an approval, and shows none');
  try {
    checkCommand(verifier, { rolloutId, planDigest, update: 'approve', command: approved! });
  } catch (error) {
    throw error instanceof SignatureError
      ? new SignatureError(`shows an approval that ${error.message}`)
      : error;
  }
}

function checkCommand(verifier: Verifier, evidence: CommandEvidence, now?: Date) {
  const { rolloutId, planDigest, update, command } = evidence;
  const claims = verifier.verify<CommandClaims>('command', command.signature);
  demand(claims.rolloutId === rolloutId, 'is signed for another rollout');
  demand(claims.update === update, `is signed as ${claims.update}`);
  demand(
    claims.planDigest === planDigest && claims.command === commandDigest(command),
    'is not what was signed: it was changed',
  );
  demand(
    now === undefined || isFresh(claims, now),
    `was signed at ${claims.issuedAt}, more than ${freshMinutes} minutes ago`,
  );
}

function isFresh({ issuedAt }: { issuedAt: string }, at: Date): boolean {
  return Math.abs(at.getTime() - Date.parse(issuedAt)) <= freshMinutes * 60_000;
}

function demand(holds: boolean, otherwise: string) {
  if (!holds) throw new SignatureError(otherwise);
}

function refusal(what: string, check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    return `${what} ${error.message}. The worker does only what the portal's backend has signed: ask for it there`;
  }
}
