import {
  Network,
  NetworkName,
  ChangeOptions,
  InterconnectClient,
  PlanPreview,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Command } from 'commander';
import { readNetworkName } from '../input/networkName';
import { print } from '../output/formats';
import { planTable } from '../output/rolloutTables';
import { found } from '../server/failure';
import { Cli, Session, sessionOf } from './Cli';
import { addChangeFlags, askWhenFree, Change, ChangeFlags, deadlineOf, settle } from './waiting';

interface Operation {
  description: string;
  plan(client: InterconnectClient, name: NetworkName): Promise<PlanPreview>;
  ask(
    client: InterconnectClient,
    name: NetworkName,
    options: ChangeOptions,
  ): Promise<Network | undefined>;
  outcome: string;
}

/** What is asked of a network that is there, without a document. */
const operations: Record<'delete' | 'repair' | 'rotate', Operation> = {
  delete: {
    description: 'take away everything of a network, and the network',
    plan: (client, name) => client.planDeletion(name),
    ask: (client, name, options) => client.deleteNetwork(name, options),
    outcome: 'deleted',
  },
  repair: {
    description: 'apply again everything that a network asks for',
    plan: (client, name) => client.planRepair(name),
    ask: async (client, name, options) => (await client.repairNetwork(name, options)).network,
    outcome: 'repaired',
  },
  rotate: {
    description: "replace the authority of a network's hub and all its certificates",
    plan: (client, name) => client.planRotation(name),
    ask: async (client, name, options) => (await client.rotateNetwork(name, options)).network,
    outcome: 'rotated',
  },
};

interface Flags extends ChangeFlags {
  dryRun?: boolean;
  ignoreNotFound?: boolean;
}

/** `delete`, `repair` and `rotate`. */
export function addOperationCommands(program: Command, cli: Cli): void {
  for (const [verb, operation] of Object.entries(operations)) {
    const command = program
      .command(`${verb} <network>`)
      .description(operation.description)
      .option('--dry-run', 'show what it would do, and do nothing');
    if (operation === operations.delete) {
      command.option('--ignore-not-found', 'a network that is not there is deleted already');
    }
    addChangeFlags(command).action(async (argument: string, flags: Flags, own: Command) => {
      const session = await sessionOf(cli, own);
      const name = readNetworkName(argument, session.project);
      if (flags.dryRun) {
        const plan = await operation.plan(session.client, name);
        print(cli.io, flags.output, plan, () => planTable(plan));
        return;
      }
      const deadline = deadlineOf(cli.io, flags);
      const change = await askWhenFree(session, name, deadline, () =>
        askOnce(session, name, operation, flags),
      );
      cli.end(await settle(session, [change], { output: flags.output, deadline }));
    });
  }
}

async function askOnce(
  { client }: Session,
  name: NetworkName,
  { ask, outcome }: Operation,
  { plan, ignoreNotFound }: Flags,
): Promise<Change> {
  const read = client.getNetwork(name);
  const before = await (ignoreNotFound ? found(read) : read);
  if (!before) return { ...name, outcome: 'not there' };
  const after = await ask(client, name, {
    ifMatch: before.etag,
    ...(plan !== undefined && { planDigest: plan }),
  });
  return { ...name, outcome, ...(after?.rollout && { rollout: { id: after.rollout.id } }) };
}
