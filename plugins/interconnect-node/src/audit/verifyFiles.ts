import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ExportKey, verifyExport } from './verifyExport';

const usage =
  'npm run audit:verify -- <export> --key <public key in PEM, or its id, = and the file> [--earlier <export>]';

/**
 * `npm run audit:verify`: checks a file, tells what it found, and answers the exit code: 0 when all
 * is as it was signed, 1 when it is not, 2 when nothing could be checked.
 *
 * @public
 */
export function verifyFiles(args: string[], print: (line: string) => void): number {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        earlier: { type: 'string', multiple: true, default: [] },
      },
    });
    if (positionals.length !== 1 || values.key.length === 0) {
      throw new Error(usage);
    }
    const found = verifyExport(linesOf(positionals[0]), {
      keys: values.key.map(readKey),
      earlier: values.earlier.map(linesOf),
    });
    const { project, entries, problems, head, unsigned } = found;
    print(`Project ${project}: ${entries} entries`);
    print(
      head
        ? `Signed up to entry ${head.sequence} at ${head.time} with the key ${head.keyId}; ${unsigned} after it are not signed yet`
        : 'Not signed: somebody who can write to the database can have changed everything',
    );
    problems.forEach(({ sequence, kind, message }) => print(`${sequence} ${kind}: ${message}`));
    const whole = problems.length === 0 && head !== undefined;
    print(whole ? 'All that was signed is as it was then' : 'NOT VERIFIED');
    return whole ? 0 : 1;
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n');
}

function readKey(argument: string): ExportKey {
  const [, id, file] = /^(?:([A-Za-z0-9][A-Za-z0-9._-]*)=)?(.+)$/s.exec(argument) ?? [];
  const key = createPublicKey(readFileSync(file));
  return id === undefined ? { key } : { id, key };
}
