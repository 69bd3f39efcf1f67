/** Why an object of a management cluster gives no usable cluster, for people. */
export class Refusal extends Error {}

/** The text of a refusal; of any other error nothing is told, because it may quote the object. */
export function refusalOf(error: unknown): string {
  return error instanceof Refusal ? error.message : 'cannot be read';
}

type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an object may say about an API server or a user. */
export interface AcceptedFields {
  /** What is looked at. */
  accepted: readonly string[];
  /** What is refused by name, with the reason. */
  refused: Readonly<Record<string, string>>;
  /** For the text. */
  instead: string;
}

const file = 'names a file of the computer on which the worker runs';
const program = 'names a program to run where the worker runs';
const rights = 'asks for the rights of somebody else';

/** Of a cluster, as a kubeconfig and a ClusterProfile say it. */
export const serverFields: AcceptedFields = {
  accepted: [
    'server',
    'certificate-authority-data',
    'tls-server-name',
    'proxy-url',
    'disable-compression',
    'extensions',
  ],
  refused: {
    'certificate-authority': file,
    'insecure-skip-tls-verify': 'turns the check of the server’s certificate off',
  },
  instead: 'server, certificate-authority-data, tls-server-name and proxy-url are accepted',
};

/** Of a user of a kubeconfig. */
export const userFields: AcceptedFields = {
  accepted: ['token', 'client-certificate-data', 'client-key-data', 'extensions'],
  refused: {
    exec: program,
    'auth-provider': program,
    tokenFile: file,
    'token-file': file,
    'client-certificate': file,
    'client-key': file,
    username: 'is a password’s user, which Kubernetes does not know any more',
    password: 'is a password, which Kubernetes does not know any more',
    as: rights,
    'as-uid': rights,
    'as-groups': rights,
    'as-user-extra': rights,
  },
  instead: 'token, or client-certificate-data and client-key-data, are accepted',
};

const isAbsent = (value: unknown) =>
  value === undefined || value === null || value === '' || value === false;

/**
 * Whoever may write the object must not run a program or read a file where the worker runs. So only
 * what is known to be harmless is accepted.
 *
 * @param where - in the object, for the text
 * @throws Refusal that names what is refused, and no value
 */
export function requireAccepted(
  fields: Fields,
  { accepted, refused, instead }: AcceptedFields,
  where: string,
): void {
  for (const [field, value] of Object.entries(fields)) {
    if (accepted.includes(field) || isAbsent(value)) continue;
    const why = Object.hasOwn(refused, field)
      ? `has ${where}.${field}, which ${refused[field]}`
      : `has a field of ${where} that is not known`;
    throw new Refusal(`${why}: ${instead}`);
  }
}
