// Everything in this file runs on plain Node 20+ before anything is installed: no dependencies, no
// TypeScript.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Backstage 1.57 wants Node 22 or 24 and Yarn 4; both are fetched as npm packages into the
 * checkout.
 */
const NODE_VERSION = '24.21.0';
const YARN_VERSION = '4.18.1';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolchain = join(root, '.toolchain');
const nodePackage = `node-${process.platform}-${process.arch}`;
const nodeHome = join(toolchain, 'node_modules', nodePackage);

const prerequisites = [
  {
    name: 'Go',
    command: ['go', 'version'],
    install: 'apt-get install golang-go  (or https://go.dev/dl, 1.24 or newer)',
  },
  {
    name: 'Python 3 with venv',
    command: ['python3', '-c', 'import venv, ensurepip'],
    install: 'apt-get install python3 python3-venv',
  },
];

/** Names what is missing on this computer, with the command that installs it. */
function missingPrerequisites() {
  const missing = prerequisites.filter(
    ({ command: [file, ...args] }) => spawnSync(file, args, { stdio: 'ignore' }).status !== 0,
  );
  return missing.map(({ name, install }) => `  ${name} is missing. Install it with: ${install}`);
}

/**
 * The environment of every process that this project starts: its own Node and Yarn first, no traces
 * of npm's run.
 */
export function environment() {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(config|package|lifecycle)/i.test(key)),
  );
  env.PATH = [join(nodeHome, 'bin'), join(toolchain, 'node_modules', '.bin'), env.PATH].join(
    delimiter,
  );
  env.npm_config_nodedir = nodeHome;
  return env;
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw new Error(`${command} could not be run: ${result.error.message}`);
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status ?? result.signal}`);
  }
}

function fetchNodeAndYarn() {
  const wanted = { [nodePackage]: NODE_VERSION, '@yarnpkg/cli-dist': YARN_VERSION };
  const present = Object.entries(wanted).every(([name, version]) => {
    const file = join(toolchain, 'node_modules', name, 'package.json');
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version;
  });
  if (present) return;
  console.log(
    `Fetching Node ${NODE_VERSION} and Yarn ${YARN_VERSION} into .toolchain (about 10 s)`,
  );
  mkdirSync(toolchain, { recursive: true });
  writeFileSync(
    join(toolchain, 'package.json'),
    JSON.stringify({ private: true, dependencies: wanted }),
  );
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(config|package|lifecycle)/i.test(key)),
  );
  run('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: toolchain,
    env,
  });
}

function manifestsOfWorkspaces() {
  const folders = ['', 'workflows', 'lab', 'test'];
  for (const parent of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, parent))) folders.push(join(parent, name));
  }
  return folders.map(folder => join(root, folder, 'package.json')).filter(existsSync);
}

function installDependencies() {
  const hash = createHash('sha256');
  for (const file of [...manifestsOfWorkspaces(), join(root, 'yarn.lock')]) {
    hash.update(readFileSync(file));
  }
  const wanted = hash.digest('hex');
  const stamp = join(toolchain, 'installed');
  const present =
    existsSync(join(root, 'node_modules')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted;
  if (present) return;
  console.log('Installing dependencies with Yarn (2 to 5 minutes the first time)');
  const log = join(toolchain, 'install.log');
  const result = spawnSync('yarn', ['install', '--immutable'], {
    cwd: root,
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  writeFileSync(log, `${result.stdout ?? ''}${result.stderr ?? ''}`);
  if (result.status !== 0) {
    const errors = (result.stdout ?? '')
      .split('\n')
      .filter(line => line.includes('➤ YN') && /Error|YN0028|YN0082|YN0001/.test(line));
    throw new Error(`yarn install failed; the whole output is in ${log}\n${errors.join('\n')}`);
  }
  writeFileSync(stamp, wanted);
}

/** Makes the checkout ready to run TypeScript. Throws an Error with a message for people. */
export function prepare() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    throw new Error(`Node ${process.versions.node} is too old: 20 or newer is needed`);
  const missing = missingPrerequisites();
  if (missing.length > 0) throw new Error(missing.join('\n'));
  fetchNodeAndYarn();
  installDependencies();
}

/**
 * Runs a TypeScript file of the project with the project's Node and resolves with its exit code.
 */
export function runTypeScript(file, args) {
  const child = spawn(
    join(nodeHome, 'bin', 'node'),
    ['--import', 'tsx', join(root, file), ...args],
    { cwd: root, env: environment(), stdio: 'inherit' },
  );
  // A Ctrl-C reaches the child directly (same terminal): wait until it has cleaned up.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** One command of package.json: prepares the checkout, then hands over to a TypeScript file. */
export async function command(file) {
  try {
    prepare();
    process.exitCode = await runTypeScript(file, process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
