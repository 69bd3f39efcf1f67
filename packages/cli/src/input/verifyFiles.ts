import { createPublicKey, KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { toError } from '@backstage/errors';
import { ExportKey, verifyExport } from '@interconnect/backstage-plugin-interconnect-node';
import { CliError, ExitCode, exitCodes } from '../exit';

/**
 * Checks an export of an audit log, and tells what it found: `done` when all is as it was signed,
 * `failed` when it is not or when nothing was signed.
 *
 * @param with - `keys`: files with public keys in PEM, each with its id and = in front or without;
 *   `earlier`: exports from before
 * @throws CliError when nothing could be checked
 */
export function verifyFiles(
  file: string,
  { keys, earlier }: { keys: string[]; earlier: string[] },
  print: (line: string) => void,
): ExitCode {
  const { project, entries, problems, head, unsigned } = checked(() =>
    verifyExport(linesOf(file), { keys: keys.map(readKey), earlier: earlier.map(linesOf) }),
  );
  print(`Project ${project}: ${entries} entries`);
  print(
    head
      ? `Signed up to entry ${head.sequence} at ${head.time} with the key ${head.keyId}; ${unsigned} after it are not signed yet`
      : 'Not signed: somebody who can write to the database can have changed everything',
  );
  problems.forEach(({ sequence, kind, message }) => print(`${sequence} ${kind}: ${message}`));
  const whole = problems.length === 0 && head !== undefined;
  print(whole ? 'All that was signed is as it was then' : 'NOT VERIFIED');
  return whole ? exitCodes.done : exitCodes.failed;
}

function checked<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new CliError(`Nothing was checked: ${toError(error).message}`);
  }
}

function linesOf(file: string): string[] {
  return read(file).split('\n');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} ${code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`}`);
  }
}

function readKey(argument: string): ExportKey {
  const [, id, file] = /^(?:([A-Za-z0-9][A-Za-z0-9._-]*)=)?(.+)$/s.exec(argument) ?? [];
  const key = publicKey(file);
  return id === undefined ? { key } : { id, key };
}

function publicKey(file: string): KeyObject {
  const text = read(file);
  try {
    return createPublicKey(text);
  } catch {
    throw new Error(`${file} is no key (accepted: a public key in PEM)`);
  }
}
