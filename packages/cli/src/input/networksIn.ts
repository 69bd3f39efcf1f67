import {
  fieldKeys,
  Network,
  NetworkName,
  yamlDocuments,
} from '@interconnect/backstage-plugin-interconnect-common';
import { CliError } from '../exit';
import { readNetworkName } from './networkName';

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
const ofServer: Record<Exclude<keyof Network, 'project' | 'name' | 'spec'>, true> = {
  generation: true,
  status: true,
  rollout: true,
  left: true,
  formerSpokes: true,
  selectors: true,
};

/** The networks that the text of a file asks for. */
export function networksIn(
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
      placeOf: field => `${file}:${lineOf([...prefix, ...fieldKeys(field)])}`,
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
  const unknown = Object.keys(rest).filter(key => !Object.hasOwn(ofServer, key));
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
