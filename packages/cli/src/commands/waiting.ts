import { isFinal, NetworkName, Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { Command, Option } from 'commander';
import { CliError, ExitCode, exitCodes } from '../exit';
import { readDuration } from '../input/duration';
import { nameText } from '../input/networkName';
import { Io } from '../Io';
import { formatOption, Format, print } from '../output/formats';
import { openRolloutOf } from '../server/failure';
import { Session } from './Cli';
import { endCodeOf, follow } from './follow';

/** Options of a command that starts rollouts. */
export interface ChangeFlags {
  wait?: boolean;
  timeout: number;
  plan?: string;
  output: Format;
}

/** A change that was asked for, and what came of it. */
export interface Change {
  project: string;
  network: string;
  outcome: string;
  /** Absent: nothing had to be rolled out. */
  rollout?: { id: string };
}

/** `--wait`, `--timeout`, `--plan` and `-o`. */
export function addChangeFlags(command: Command): Command {
  return command
    .option('--wait', 'until the rollout has ended, or waits for a person')
    .addOption(
      new Option('--timeout <duration>', 'how long to wait')
        .argParser(readDuration)
        .default(readDuration('30m'), '30m'),
    )
    .option('--plan <digest>', 'do what this plan says, or nothing')
    .addOption(formatOption());
}

/** Asks for a change. While another rollout is under way: with `deadline` after it, else not. */
export async function askWhenFree<T>(
  session: Session,
  name: NetworkName,
  deadline: number | undefined,
  ask: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const open = openRolloutOf(error);
      if (open === undefined) throw error;
      const refused = (why: string) =>
        new CliError(`${nameText(name)}: rollout ${open} ${why}`, exitCodes.needsPerson);
      if (deadline === undefined) {
        throw refused('has not ended: wait for it (--wait does), or cancel it');
      }
      session.io.note(`${nameText(name)}: rollout ${open} comes first`);
      const other = await follow(session, name, open, { deadline });
      if (!isFinal(other.state)) throw refused(`is ${other.state}: it waits for a person`);
    }
  }
}

/** Waits for the rollouts of changes where that is asked for, and tells what came of them. */
export async function settle(
  session: Session,
  changes: Change[],
  { output, deadline }: { output: Format; deadline: number | undefined },
): Promise<ExitCode> {
  const { io } = session;
  const ended: (Change & { rollout?: { id: string } | Rollout })[] = [];
  const codes: ExitCode[] = [];
  for (const change of changes) {
    const { rollout } = change;
    const last =
      rollout && deadline !== undefined
        ? await follow(session, change, rollout.id, { deadline }).catch(error => {
            const others = [...ended, ...changes.slice(ended.length + 1)];
            others.forEach(other => io.note(told(other)));
            throw error;
          })
        : undefined;
    ended.push({ ...change, ...(last && { rollout: last }) });
    if (last) codes.push(endCodeOf(last));
  }
  print(io, output, ended, () => ended.map(told).join('\n'));
  return worst(codes);
}

/** When waiting ends; undefined when nobody waits. */
export function deadlineOf(io: Io, { wait, timeout }: ChangeFlags): number | undefined {
  return wait ? io.now() + timeout : undefined;
}

/** What came of a change, on one line. */
export function told({ project, network, outcome, rollout }: Change): string {
  const state = rollout && 'state' in rollout ? `, ${rollout.state}` : '';
  return `${project}/${network}: ${outcome}${rollout ? `, rollout ${rollout.id}` : ''}${state}`;
}

/** What failed says more than what waits. */
function worst(codes: ExitCode[]): ExitCode {
  return codes.includes(exitCodes.failed)
    ? exitCodes.failed
    : codes.reduce((a, b) => (a > b ? a : b), exitCodes.done);
}
