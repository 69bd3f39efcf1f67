import { spawn } from 'node:child_process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { attach, down, up } from './lab';
import { toolPaths } from './tools/paths';

const number = (text: string) => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is accepted.');
  return Number(text);
};

const instanceOption = () =>
  new Option('--instance <n>', 'number of the lab, 0 to 7')
    .env('INTERCONNECT_LAB')
    .argParser(number);

const program = new Command('lab')
  .description('Real Kubernetes API servers on this computer')
  .enablePositionalOptions()
  .showHelpAfterError()
  .addOption(instanceOption());

/** The option may stand before or after the verb. */
const instanceOf = (command: Command): number =>
  (command.opts().instance ?? program.opts().instance ?? 0) as number;

const print = (line: string) => process.stdout.write(`${line}\n`);

const verb = (name: string, description: string) =>
  program.command(name).description(description).addOption(instanceOption());

verb('up', 'start what is not running')
  .option('--clusters <n>', 'how many clusters at least (default: those there are, or 3)', number)
  .action(async (options, command) => {
    const abort = new AbortController();
    const stop = () => abort.abort(new Error('stopped; what had been started is ended again'));
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const instance = instanceOf(command);
    const lab = await up({
      instance,
      clusters: options.clusters,
      log: print,
      signal: abort.signal,
    });
    print(`kubeconfig: ${lab.kubeconfig} (contexts ${lab.clusters.join(', ')})`);
  });

verb('down', 'end every process of the lab')
  .option('--purge', 'remove the data as well')
  .action(async (options, command) => {
    const instance = instanceOf(command);
    await down(instance, { purge: options.purge });
    print(`lab ${instance} is down${options.purge ? ', its data is removed' : ''}`);
  });

program
  .command('kubectl <cluster> [arguments...]')
  .description('kubectl on a cluster; everything after its name is kubectl’s')
  .passThroughOptions()
  .allowUnknownOption()
  .helpOption(false)
  .action(async (cluster: string, args: string[], _options, command) => {
    const lab = await attach(instanceOf(command));
    const child = spawn(toolPaths.kubectl(), ['--kubeconfig', lab.kubeconfigOf(cluster), ...args], {
      stdio: 'inherit',
    });
    process.on('SIGINT', () => {}); // the terminal sends it to kubectl too, whose exit code is ours
    child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  });

program.parseAsync().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
