import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { CliError } from '../exit';
import { readProjectName } from '../input/networkName';
import { repeatable } from '../input/repeatable';
import { verifyFiles } from '../input/verifyFiles';
import { Cli, projectOf, sessionOf } from './Cli';

/** `audit export` and `audit verify`. */
export function addAuditCommands(program: Command, cli: Cli): void {
  const { io } = cli;
  const audit = program.command('audit').description('keep audit logs, and check them');

  audit
    .command('export [project]')
    .description('the audit log of a project as JSON lines')
    .option(
      '--to <file>',
      'write it into this file, which must not be there (default: standard output)',
    )
    .action(async (argument: string | undefined, { to }: { to?: string }, own: Command) => {
      const project =
        argument === undefined ? projectOf(io, own.optsWithGlobals()) : readProjectName(argument);
      if (project === undefined) {
        throw new CliError(
          'Which project? (accepted: its name, --project, or INTERCONNECT_PROJECT)',
        );
      }
      const { client } = await sessionOf(cli, own);
      const lines = await client.exportAudit(project);
      // A log stays when its project is gone: without entries it may never have been.
      if (!/^\{"type":"entry"/m.test(lines)) await client.getLimits(project);
      if (to === undefined) {
        io.out(lines.trimEnd());
        return;
      }
      await writeFile(to, lines, { flag: 'wx', mode: 0o600 }).catch(({ code }) => {
        throw new CliError(
          `${to} cannot be written (${code === 'EEXIST' ? 'it is there already' : code})`,
        );
      });
      io.note(`Written to ${to}; "interconnect audit verify" checks it`);
    });

  audit
    .command('verify <export>')
    .description('check an exported audit log; needs no server')
    .addOption(
      repeatable(
        '--key <key>',
        'public key in PEM, or its id, = and the file',
      ).makeOptionMandatory(),
    )
    .addOption(repeatable('--earlier <export>', 'export of the same project from before'))
    .action((file: string, { key, earlier }: { key: string[]; earlier?: string[] }) => {
      cli.end(verifyFiles(file, { keys: key, earlier: earlier ?? [] }, line => io.out(line)));
    });
}
