import {
  canonicalJson,
  NetworkDocument,
  NetworkName,
  PlanPreview,
  parseNetworkDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Command } from 'commander';
import { nameText } from '../input/networkName';
import { repeatable } from '../input/repeatable';
import { AskedNetwork } from '../input/networksIn';
import { readNetworkFiles } from '../input/readNetworkFiles';
import { formatOption, Format, print } from '../output/formats';
import { planTable } from '../output/rolloutTables';
import { failureOf, found } from '../server/failure';
import { Cli, projectOf, Session, sessionOf } from './Cli';
import {
  addChangeFlags,
  askWhenFree,
  Change,
  ChangeFlags,
  deadlineOf,
  settle,
  told,
} from './waiting';

/** `plan` and `apply`: what files ask for. */
export function addApplyCommands(program: Command, cli: Cli): void {
  const command = (name: string, description: string) =>
    program
      .command(`${name} [network]`)
      .description(description)
      .addOption(
        repeatable(
          '-f, --file <file>',
          'network as JSON or YAML, a folder of such files, or - for the standard input',
        ).makeOptionMandatory(),
      );

  command('plan', 'show what apply would do')
    .addOption(formatOption())
    .action(async (network: string | undefined, flags: { file: string[]; output: Format }, own) => {
      const asked = await read(cli, network, flags.file, own);
      const session = await sessionOf(cli, own);
      const plans: (NetworkName & { plan: PlanPreview })[] = [];
      for (const one of asked) plans.push({ ...one.name, plan: await planOf(session, one) });
      print(cli.io, flags.output, plans.length === 1 ? plans[0].plan : plans, () =>
        plans.map(({ plan, ...name }) => `${nameText(name)}\n\n${planTable(plan)}`).join('\n\n'),
      );
    });

  addChangeFlags(command('apply', 'create networks or change them as files say')).action(
    async (network: string | undefined, flags: ChangeFlags & { file: string[] }, own) => {
      const asked = await read(cli, network, flags.file, own);
      const session = await sessionOf(cli, own);
      const deadline = deadlineOf(cli.io, flags);
      const changes: Change[] = [];
      for (const one of asked) {
        const apply = () => applyOnce(session, one, flags.plan);
        const change = await askWhenFree(session, one.name, deadline, apply).catch(error => {
          // What stands before it in the files was asked for, and goes on.
          changes.forEach(done => cli.io.note(told(done)));
          throw failureOf(error, one.placeOf);
        });
        changes.push({ ...one.name, ...change });
      }
      cli.end(await settle(session, changes, { output: flags.output, deadline }));
    },
  );
}

function read({ io }: Cli, name: string | undefined, files: string[], command: Command) {
  return readNetworkFiles(io, files, { name, project: projectOf(io, command.optsWithGlobals()) });
}

async function planOf({ client }: Session, { name, spec, placeOf }: AskedNetwork) {
  return client.planNetwork(name, spec as NetworkDocument).catch(error => {
    throw failureOf(error, placeOf);
  });
}

/** Puts the document into the place of the one that was read; the same one again is no change. */
async function applyOnce(
  { client }: Session,
  { name, spec }: AskedNetwork,
  planDigest: string | undefined,
): Promise<Pick<Change, 'outcome' | 'rollout'>> {
  const before = await found(client.getNetwork(name));
  const open = before?.network.rollout;
  if (open && isSame(before.network.spec, spec)) {
    return { outcome: 'under way', rollout: { id: open.id } };
  }
  const { network } = await client.putNetwork(name, spec as NetworkDocument, {
    ...(before && { ifMatch: before.etag }),
    ...(planDigest !== undefined && { planDigest }),
  });
  const { rollout } = network;
  const same = before?.network.generation === network.generation;
  const changed = before ? 'changed' : 'created';
  return rollout
    ? { outcome: same ? 'applied again' : changed, rollout: { id: rollout.id } }
    : { outcome: same ? 'unchanged' : changed };
}

function isSame(document: NetworkDocument, asked: unknown): boolean {
  try {
    return canonicalJson(parseNetworkDocument(asked)) === canonicalJson(document);
  } catch {
    return false;
  }
}
