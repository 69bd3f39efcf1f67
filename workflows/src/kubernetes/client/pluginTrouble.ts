import { spawn } from 'node:child_process';

/** A program that a kubeconfig names for signing in. */
interface CredentialPlugin {
  command: string;
  args?: string[] | null;
  env?: { name: string; value: string }[] | null;
}

const timeoutMs = 10_000;

/**
 * Why a program gave no credentials, for people. Kubernetes' client keeps what it printed as the
 * error and drops how it ended. What it printed may hold a credential, so the program is run once
 * more, and only its end is looked at.
 */
export async function pluginTrouble(plugin: CredentialPlugin, error: unknown): Promise<string> {
  const { command } = plugin;
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `the plugin ${command} is not installed where this worker runs`;
  if (code !== undefined) return `the plugin ${command} cannot be run (${code})`;
  const end = await endOf(plugin);
  return end === 'exit code 0'
    ? `the plugin ${command} printed no credentials`
    : `the plugin ${command} ended with ${end}`;
}

function endOf({ command, args, env }: CredentialPlugin): Promise<string> {
  return new Promise(resolve => {
    const given = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));
    const child = spawn(command, args ?? [], {
      env: { ...process.env, ...given },
      stdio: 'ignore',
      timeout: timeoutMs,
    });
    child.once('error', ({ code }: NodeJS.ErrnoException) => resolve(`error ${code}`));
    child.once('exit', (code, signal) =>
      resolve(code === null ? `${signal}` : `exit code ${code}`),
    );
  });
}
