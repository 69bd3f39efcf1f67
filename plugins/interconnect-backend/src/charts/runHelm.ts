import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How helm ended. */
export interface HelmRun {
  /** Absent: it was ended, see `ended`. */
  code?: number;
  /** Why it was ended. */
  ended?: 'tooLong' | 'tooMuchOutput' | 'tooMuchMemory';
  /** It could not be started: `ENOENT`. */
  failed?: string;
  stdout: string;
  /** At most its end. */
  stderr: string;
}

/** What helm may take. */
export interface HelmLimits {
  timeoutMs: number;
  maxOutput: number;
  memoryMb: number;
}

const maxErrors = 64 * 1024;

/**
 * Runs helm in a process of its own with folders of its own: it knows no cluster, no plugin, no
 * repository and nothing of this process's environment.
 */
export async function runHelm(
  command: string,
  args: readonly string[],
  { home, limits, timeZone = 'UTC' }: { home: string; limits: HelmLimits; timeZone?: string },
): Promise<HelmRun> {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: home,
      env: { ...environment(home, limits), TZ: timeZone },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const result: HelmRun = { stdout: '', stderr: '' };
    const output: Buffer[] = [];
    let length = 0;
    const end = (why: HelmRun['ended']) => {
      result.ended ??= why;
      child.kill('SIGKILL');
    };
    const deadline = setTimeout(() => end('tooLong'), limits.timeoutMs);
    const watch = setInterval(async () => {
      if ((await memoryOf(child.pid)) > limits.memoryMb) end('tooMuchMemory');
    }, 50);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limits.maxOutput) end('tooMuchOutput');
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      result.stderr = (result.stderr + chunk.toString('utf8')).slice(-maxErrors);
    });
    const settle = () => {
      clearTimeout(deadline);
      clearInterval(watch);
      result.stdout = Buffer.concat(output).toString('utf8');
      resolve(result);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      result.failed = error.code ?? error.message;
      settle();
    });
    child.once('close', code => {
      if (code !== null && !result.ended) result.code = code;
      settle();
    });
  });
}

function environment(home: string, { memoryMb }: HelmLimits): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: home,
    TMPDIR: home,
    HELM_CACHE_HOME: join(home, 'cache'),
    HELM_CONFIG_HOME: join(home, 'config'),
    HELM_DATA_HOME: join(home, 'data'),
    HELM_PLUGINS: join(home, 'plugins'),
    HELM_REGISTRY_CONFIG: join(home, 'registry.json'),
    HELM_REPOSITORY_CONFIG: join(home, 'repositories.yaml'),
    HELM_REPOSITORY_CACHE: join(home, 'repositories'),
    KUBECONFIG: join(home, 'no-kubeconfig'),
    // Nothing that it could ask is there.
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    // Go collects garbage before it is ended.
    GOMEMLIMIT: `${Math.floor(memoryMb * 0.8)}MiB`,
    GOMAXPROCS: '2',
  };
}

/** MiB that a process has in memory, where the system says so. */
async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
