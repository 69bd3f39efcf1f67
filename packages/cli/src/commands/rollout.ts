import {
  CommandDetails,
  CommandField,
  NetworkName,
  rolloutCommandNames,
  rolloutCommands,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Command, Option } from 'commander';
import { CliError, exitCodes } from '../exit';
import { readDuration } from '../input/duration';
import { nameText, readNetworkName } from '../input/networkName';
import { repeatable } from '../input/repeatable';
import { formatOption, Format, print } from '../output/formats';
import { rolloutsTable, rolloutTable } from '../output/rolloutTables';
import { allPages } from '../server/allPages';
import { Cli, Session, sessionOf } from './Cli';
import { endCodeOf, follow } from './follow';

/** How a field of a command is given. */
const fieldOptions: Record<CommandField, () => Option> = {
  reason: () => new Option('--reason <text>', 'why, for the audit log'),
  steps: () => repeatable('--steps <id>', 'which failed step (default: all that failed)'),
  rollback: () => new Option('--rollback', 'undo what was done'),
};

/** `rollout list|get|watch`, and the commands that rollouts take. */
export function addRolloutCommands(program: Command, cli: Cli): void {
  const { io } = cli;
  const rollout = program.command('rollout').description('see rollouts, and tell them what to do');

  rollout
    .command('list <network>')
    .description('rollouts of a network, the newest first')
    .addOption(formatOption())
    .action(async (argument: string, { output }: { output: Format }, own: Command) => {
      const { client, project } = await sessionOf(cli, own);
      const name = readNetworkName(argument, project);
      const rollouts = await allPages(page => client.listRollouts(name, page));
      // Rollouts stay when their network is gone: without any it may never have been.
      if (rollouts.length === 0) await client.getNetwork(name);
      print(io, output, rollouts, () => rolloutsTable(rollouts, io));
    });

  rollout
    .command('get <network> [rollout]')
    .description('a rollout with its steps (default: the newest)')
    .addOption(formatOption())
    .action(
      async (argument: string, id: string | undefined, { output }: { output: Format }, own) => {
        const { session, name, rollout: named } = await rolloutOf(cli, own, argument, id);
        const found = await session.client.getRollout(name, named);
        print(io, output, found, () => rolloutTable(found, io));
      },
    );

  rollout
    .command('watch <network> [rollout]')
    .description(
      'tell what a rollout does until it has ended (default: the newest); Ctrl-C leaves it running',
    )
    .addOption(new Option('--timeout <duration>', 'how long to watch').argParser(readDuration))
    .addOption(formatOption())
    .action(
      async (
        argument: string,
        id: string | undefined,
        { output, timeout }: { output: Format; timeout?: number },
        own: Command,
      ) => {
        const { session, name, rollout: named } = await rolloutOf(cli, own, argument, id);
        if (id !== undefined) await session.client.getRollout(name, named);
        const deadline = timeout === undefined ? undefined : io.now() + timeout;
        const ended = await follow(session, name, named, { deadline, pastPersons: true });
        print(io, output, ended, () => rolloutTable(ended, io));
        cli.end(endCodeOf(ended));
      },
    );

  for (const name of rolloutCommandNames) addCommand(rollout, cli, name);
}

type Flags = { output: Format; plan?: string } & CommandDetails & { rollback?: boolean };

function addCommand(parent: Command, cli: Cli, name: (typeof rolloutCommandNames)[number]): void {
  const { description, body, namesPlan } = rolloutCommands[name];
  const command = parent
    .command(`${name} <network> [rollout]`)
    .description(`${description.charAt(0).toLowerCase()}${description.slice(1)}`);
  for (const [field, need] of Object.entries(body)) {
    const option = fieldOptions[field as CommandField]();
    command.addOption(option.makeOptionMandatory(need === 'required'));
  }
  if (namesPlan) {
    command.requiredOption('--plan <digest>', 'of the plan that you have looked at');
  }
  command
    .addOption(formatOption())
    .action(async (argument: string, id: string | undefined, flags: Flags, own: Command) => {
      const { session, name: network, rollout } = await rolloutOf(cli, own, argument, id);
      const { output, plan, ...details } = flags;
      const after = await session.client.commandRollout(network, rollout, name, {
        ...details,
        ...(plan !== undefined && { planDigest: plan }),
      });
      print(cli.io, output, after, () => rolloutTable(after, cli.io));
    });
}

/** The rollout that is meant: the newest unless one is named. */
async function rolloutOf(
  cli: Cli,
  command: Command,
  argument: string,
  id: string | undefined,
): Promise<{ session: Session; name: NetworkName; rollout: string }> {
  const session = await sessionOf(cli, command);
  const name = readNetworkName(argument, session.project);
  if (id !== undefined) {
    if (!/^[\w-]+$/.test(id)) {
      throw new CliError(`'${id}' is no rollout (accepted: an id that "rollout list" shows)`);
    }
    return { session, name, rollout: id };
  }
  const { items } = await session.client.listRollouts(name, { limit: 1 });
  if (items.length === 0) {
    throw new CliError(`${nameText(name)} has no rollouts`, exitCodes.failed);
  }
  return { session, name, rollout: items[0].id };
}
