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
import { failureOf } from '../server/failure';
import { NoAnswer } from '../server/noAnswer';
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
 * @param id - of a rollout that is there: it goes on, whatever ends the waiting
 * @throws CliError when the deadline has passed, when the server refuses, or with Ctrl-C
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
      const failure = failureOf(error);
      if (!(failure instanceof CliError)) throw failure;
      if (!(failure instanceof NoAnswer) || !failure.passing) {
        throw new CliError(`${failure.message}\n${goesOn}`, failure.code);
      }
      if (!away) io.note(`${failure.message}; asking again`);
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

/** Whether nothing goes on until a person has decided. */
export function waitsForPerson({ state }: { state: RolloutState }): boolean {
  return isRolloutState(state) && rolloutStates[state].needsPerson === true;
}
