import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../exit';
import { Io } from '../Io';
import { nameText } from './networkName';
import { AskedNetwork, networksIn } from './networksIn';
import { textOf } from './textOf';

/**
 * The networks that files ask for, JSON or YAML: resources (`project`, `name`, `spec`), as `get -o
 * yaml` prints them, or a bare document of the network that `named` names. `-` is the standard input,
 * a folder stands for its files.
 */
export async function readNetworkFiles(
  io: Io,
  files: string[],
  named: { name?: string; project?: string },
): Promise<AskedNetwork[]> {
  const found: AskedNetwork[] = [];
  for (const file of (await Promise.all(files.map(filesOf))).flat()) {
    found.push(...networksIn(file, await textOf(io, file), named));
  }
  if (named.name !== undefined && found.length > 1) {
    throw new CliError(`The files have ${found.length} networks, but '${named.name}' names one`);
  }
  refuseOthersOf(found);
  return found;
}

/** Of two documents the second one would take the place of the first one. */
function refuseOthersOf(found: AskedNetwork[]): void {
  const first = new Map<string, AskedNetwork>();
  for (const one of found) {
    const text = nameText(one.name);
    const before = first.get(text);
    if (before && !isDeepStrictEqual(before.spec, one.spec)) {
      throw new CliError(
        `${one.place}: ${text} stands at ${before.place} with another document (accepted: one a network)`,
      );
    }
    first.set(text, before ?? one);
  }
}

/** Of a folder what has the name of a network's file, in the order of names. */
async function filesOf(file: string): Promise<string[]> {
  const inside = await readdir(file).catch(() => undefined);
  if (inside === undefined) return [file];
  const networks = inside.filter(name => /\.(json|ya?ml)$/.test(name)).sort();
  if (networks.length === 0) {
    throw new CliError(
      `${file}: has no networks (accepted: files that end in .yaml, .yml or .json)`,
    );
  }
  return networks.map(name => join(file, name));
}
