import {
  isFinal,
  isRolloutState,
  NetworkName,
  Rollout,
  RolloutState,
  rolloutStates,
} from '@interconnect/backstage-plugin-interconnect-common';
import { CliError, ExitCode, exitCodes } from '../exit';
import { nameText } from '../input/networkName';
import { isPassing } from '../server/failure';
import { Session } from './Cli';
import { progressOf } from './progress';

const interval = 2_000;

/** What waiting for a rollout ends with, by the state that it is in then. */
const endCodes = {
  AwaitingApproval: exitCodes.needsPerson,
  Running: exitCodes.done,
  Paused: exitCodes.needsPerson,
  Blocked: exitCodes.needsPerson,
  Succeeded: exitCodes.done,
  Failed: exitCodes.failed,
  RollingBack: exitCodes.done,
  RolledBack: exitCodes.failed,
  RollbackIncomplete: exitCodes.failed,
  Canceled: exitCodes.failed,
} satisfies Record<RolloutState, ExitCode>;

export function endCodeOf({ state }: { state: RolloutState }): ExitCode {
  return endCodes[state] ?? exitCodes.done;
}

/** Until when a rollout is followed. */
export interface FollowOptions {
  /** Time after which nobody waits any longer. */
  deadline?: number;
  /** Also while it waits for a person, who may be here or elsewhere. */
  pastPersons?: boolean;
}

/**
 * Reads a rollout again and again until it has ended, or waits for a person; what changes is noted.
 *
 * @throws CliError when the deadline has passed, or with Ctrl-C: the rollout goes on
 */
export async function follow(
  { io, client }: Session,
  name: NetworkName,
  id: string,
  { deadline = Infinity, pastPersons = false }: FollowOptions,
): Promise<Rollout> {
  const goesOn = `Rollout ${id} goes on: interconnect rollout watch ${nameText(name)} ${id}`;
  let before: Rollout | undefined;
  let away = false;
  for (;;) {
    try {
      const rollout = await client.getRollout(name, id);
      progressOf(before, rollout).forEach(line => io.note(line));
      away = false;
      before = rollout;
      if (isFinal(rollout.state) || (!pastPersons && waitsForPerson(rollout))) return rollout;
    } catch (error) {
      if (io.interrupted.aborted) throw new CliError(goesOn, exitCodes.interrupted);
      if (!isPassing(error)) throw error;
      if (!away) io.note('The server does not answer; asking again');
      away = true;
    }
    if (io.now() + interval > deadline) {
      throw new CliError(`Not in time. ${goesOn}`, exitCodes.timedOut);
    }
    await io.sleep(interval, io.interrupted).catch(() => {
      throw new CliError(goesOn, exitCodes.interrupted);
    });
  }
}

function waitsForPerson({ state }: Rollout): boolean {
  return isRolloutState(state) && rolloutStates[state].needsPerson === true;
}
