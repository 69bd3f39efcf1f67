import { Command } from 'commander';
import { version } from '../../package.json';
import { addServerOptions } from '../server/options';
import { addApplyCommands } from './apply';
import { addAuditCommands } from './audit';
import { Cli } from './Cli';
import { addCompletionCommands } from './completion';
import { addGetCommands } from './get';
import { addOperationCommands } from './operations';
import { addRolloutCommands } from './rollout';

/** The whole command line. */
export function createProgram(cli: Cli): Command {
  const { io } = cli;
  const program = new Command('interconnect')
    .description('Application networks between Kubernetes clusters, from the command line')
    .version(version)
    .exitOverride()
    .showHelpAfterError('See "interconnect --help".')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: text => io.out(text.trimEnd()),
      writeErr: text => io.note(text.trimEnd()),
    });
  addServerOptions(program);
  addApplyCommands(program, cli);
  addGetCommands(program, cli);
  addOperationCommands(program, cli);
  addRolloutCommands(program, cli);
  addAuditCommands(program, cli);
  addCompletionCommands(program, cli);
  return program;
}
