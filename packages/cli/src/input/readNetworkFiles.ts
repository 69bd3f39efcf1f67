import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { NetworkName, yamlDocuments } from '@interconnect/backstage-plugin-interconnect-common';
import { CliError } from '../exit';
import { Io } from '../Io';
import { nameText, readNetworkName } from './networkName';
import { textOf } from './textOf';

/** What a file asks for. */
export interface AskedNetwork {
  name: NetworkName;
  /** The document as it stands in the file: the server judges it. */
  spec: unknown;
  /** Where it begins: `network.yaml:1`. */
  place: string;
  /** Where a field of the document stands: `network.yaml:7`. */
  placeOf(field: string): string;
}

/** Of a resource as `get` prints it: what the server alone says is not asked for. */
const ofServer = ['generation', 'status', 'rollout', 'left', 'formerSpokes'];

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

function networksIn(
  file: string,
  text: string,
  named: { name?: string; project?: string },
): AskedNetwork[] {
  const documents = yamlDocuments(text);
  if (documents.length === 0) {
    throw new CliError(`${file}: is empty (accepted: a network, as JSON or YAML)`);
  }
  return documents.map(({ value, error, line, lineOf }) => {
    if (error) {
      const accepted = error.accepted ? ` (accepted: ${error.accepted})` : '';
      throw new CliError(`${file}:${error.line}:${error.column}: ${error.message}${accepted}`);
    }
    const refused: Refuse = message => new CliError(`${file}:${line}: ${message}`);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw refused('is no network (accepted: project, name and spec, or a network document)');
    }
    const resource =
      'spec' in value || isNamed(value)
        ? resourceOf(value as Record<string, unknown>, refused)
        : undefined;
    const own =
      resource?.name === undefined ? undefined : fullName(resource, named.project, refused);
    const given =
      named.name === undefined
        ? undefined
        : readNetworkName(named.name, resource?.project ?? named.project);
    if (own && given && (own.project !== given.project || own.network !== given.network)) {
      throw refused(
        `name: is ${own.project}/${own.network}, but ${given.project}/${given.network} is asked for`,
      );
    }
    const name = given ?? own;
    if (name === undefined) {
      throw refused(
        'does not say which network it is (accepted: project, name and spec in the file, or <project>/<network> as an argument)',
      );
    }
    const prefix = resource ? ['spec'] : [];
    return {
      name,
      spec: resource ? resource.spec : value,
      place: `${file}:${line}`,
      placeOf: field => `${file}:${lineOf([...prefix, ...pathOf(field)])}`,
    };
  });
}

/** A document has neither: it is a resource, though without what is asked for. */
function isNamed(value: object): boolean {
  return 'project' in value && 'name' in value;
}

type Refuse = (message: string) => CliError;

function fullName(
  { project, name }: { project?: string; name?: string },
  fallback: string | undefined,
  refused: Refuse,
): NetworkName {
  try {
    return readNetworkName(project === undefined ? name! : `${project}/${name}`, fallback);
  } catch (error) {
    throw error instanceof CliError ? refused(error.message) : error;
  }
}

function resourceOf(value: Record<string, unknown>, refused: Refuse) {
  const { project, name, spec, ...rest } = value;
  const unknown = Object.keys(rest).filter(key => !ofServer.includes(key));
  if (unknown.length > 0) {
    throw refused(`${unknown[0]}: is not known (accepted: project, name, spec)`);
  }
  for (const [field, text] of Object.entries({ project, name })) {
    if (text !== undefined && typeof text !== 'string') {
      throw refused(`${field}: is no text (accepted: a name; like '12' in quotes)`);
    }
  }
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    const what = spec === undefined ? 'is missing' : 'is no network document';
    throw refused(`spec: ${what} (accepted: a document, with type, hub and spokes)`);
  }
  return { project, name, spec } as { project?: string; name?: string; spec: object };
}

/** `spokes[0].cluster` as `['spokes', 0, 'cluster']`. */
function pathOf(field: string): (string | number)[] {
  return [...field.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? key : Number(index),
  );
}
