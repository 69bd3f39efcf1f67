import { byUrgency, diagnoseNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { Command } from 'commander';
import { exitCodes } from '../exit';
import { readNetworkName } from '../input/networkName';
import { diagnosisTable } from '../output/diagnosisTable';
import { formatOption, Format, print } from '../output/formats';
import { clustersTable, networksTable, networkTables } from '../output/networkTables';
import { allPages } from '../server/allPages';
import { Cli, sessionOf } from './Cli';
import { waitsForPerson } from './follow';

/** `get`, `clusters` and `diagnose`: what there is, and what is wrong with it. */
export function addGetCommands(program: Command, cli: Cli): void {
  const { io } = cli;

  program
    .command('get [network]')
    .description('show a network, or the networks that you may see')
    .addOption(formatOption())
    .action(async (argument: string | undefined, { output }: { output: Format }, own: Command) => {
      const { client, project } = await sessionOf(cli, own);
      if (argument === undefined) {
        const networks = await allPages(page =>
          project === undefined ? client.listAllNetworks(page) : client.listNetworks(project, page),
        );
        print(io, output, networks, () => networksTable(networks.sort(byUrgency), io));
        return;
      }
      const { network } = await client.getNetwork(readNetworkName(argument, project));
      print(io, output, network, () => networkTables(network, io));
    });

  program
    .command('clusters')
    .description('show the clusters that networks may span, of one project with --project')
    .addOption(formatOption())
    .action(async ({ output }: { output: Format }, own: Command) => {
      const { client, project } = await sessionOf(cli, own);
      const clusters = await client.listClusters({ ...(project !== undefined && { project }) });
      print(io, output, clusters, () => clustersTable(clusters));
    });

  program
    .command('diagnose <network>')
    .description('tell what is wrong with a network now, and why')
    .addOption(formatOption())
    .action(async (argument: string, { output }: { output: Format }, own: Command) => {
      const { client, project } = await sessionOf(cli, own);
      const name = readNetworkName(argument, project);
      const diagnosis = await diagnoseNetwork(client, name);
      print(io, output, diagnosis, () => diagnosisTable(diagnosis, io));
      const { rollout } = diagnosis;
      const wrong = diagnosis.findings.length > 0 ? exitCodes.failed : exitCodes.done;
      cli.end(rollout && waitsForPerson(rollout) ? exitCodes.needsPerson : wrong);
    });
}
