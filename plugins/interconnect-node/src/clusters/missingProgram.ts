import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that a kubeconfig names for signing in, as the file has it. */
interface CredentialPlugin {
  command?: unknown;
  env?: { name?: string; value?: string }[] | null;
}

/** Why a user cannot sign in here: the program for it is not there. Undefined when it is. */
export function missingProgram(plugin: CredentialPlugin | undefined): string | undefined {
  const command = plugin?.command;
  if (typeof command !== 'string' || !command) return undefined;
  const own = plugin?.env?.find(({ name }) => name === 'PATH')?.value;
  const folders = (own ?? process.env.PATH ?? '').split(delimiter);
  const files = command.includes('/') ? [command] : folders.map(folder => join(folder, command));
  return files.some(canRun)
    ? undefined
    : `its user signs in with the program '${command}', which is not installed where this worker runs`;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
