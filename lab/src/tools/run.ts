import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and returns what it wrote to stdout.
 * @throws with the end of its output when it fails; an `ENOENT` error when it is not installed
 */
export function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let all = '';
    child.stdout.on('data', data => {
      stdout += data;
      all = `${all}${data}`.slice(-4000);
    });
    child.stderr.on('data', data => {
      all = `${all}${data}`.slice(-4000);
    });
    child.once('error', error => reject(options.signal?.aborted ? options.signal.reason : error));
    child.once('close', code => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')} failed (${code}):\n${all.trim()}`));
    });
  });
}

/** What a program prints, or undefined when it is not installed or fails. */
export async function tryRun(command: string, args: string[]): Promise<string | undefined> {
  try {
    return await run(command, args);
  } catch {
    return undefined;
  }
}
