import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { attach, down, up } from './lab';
import { readStatus } from './status';
import { statusTable } from './statusTable';
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

/** The option may stand before or after the verb; both win over the environment. */
const instanceOf = (command: Command): number => {
  const given = [command, program].find(c => c.getOptionValueSource('instance') === 'cli');
  return (given ?? program).opts().instance ?? 0;
};

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

verb('status', 'processes, clusters and pods')
  .option('--json', 'for programs')
  .action(async (options, command) => {
    const status = await readStatus(instanceOf(command));
    print(options.json ? JSON.stringify(status, null, 2) : statusTable(status));
  });

verb('curl <cluster> <url>', 'an HTTP request as a client inside the cluster would make it')
  .option('-X, --request <method>', 'method')
  .option('-d, --data <body>', 'body (the method is then POST unless named)')
  .option('-m, --max-time <seconds>', 'how long to wait', number)
  .action(async (cluster, url, options, command) => {
    const lab = await attach(instanceOf(command));
    const { status, body } = await lab.curl(cluster, url, {
      method: options.request ?? (options.data === undefined ? 'GET' : 'POST'),
      body: options.data,
      timeoutMs: options.maxTime && options.maxTime * 1000,
    });
    process.stdout.write(body === '' || body.endsWith('\n') ? body : `${body}\n`);
    if (status >= 400) process.stderr.write(`HTTP ${status}\n`);
  });

verb('cut <spoke>', 'cut the wide-area path of a cluster’s routers; its API server stays').action(
  async (spoke, _, command) => {
    await (await attach(instanceOf(command))).cut(spoke);
    print(`${spoke} is cut off; "heal ${spoke}" mends it`);
  },
);

verb('heal <spoke>', 'mend what "cut" cut').action(async (spoke, _, command) => {
  await (await attach(instanceOf(command))).heal(spoke);
  print(`${spoke} is healed`);
});

verb('stop <cluster>', 'end a cluster’s API server').action(async (cluster, _, command) => {
  await (await attach(instanceOf(command))).stop(cluster);
  print(`the API server of ${cluster} is stopped; "start ${cluster}" starts it again`);
});

verb('start <cluster>', 'start a cluster’s API server again').action(
  async (cluster, _, command) => {
    await (await attach(instanceOf(command))).start(cluster);
    print(`the API server of ${cluster} is ready`);
  },
);

verb('kill <process>', 'kill -9 of a process that "status" lists').action(
  async (name, _, command) => {
    await (await attach(instanceOf(command))).kill(name);
    print(`${name} is killed`);
  },
);

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
      // What a cluster serves is remembered by its address, which another lab has as well.
      env: { ...process.env, KUBECACHEDIR: join(lab.dir, 'kubectl') },
    });
    process.on('SIGINT', () => {}); // the terminal sends it to kubectl too, whose exit code is ours
    child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  });

program.parseAsync().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
