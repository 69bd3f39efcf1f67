import { isRecord } from './disclosure';
import { FieldError } from './errors';

/*
 * Values of a chart are kept with the request, in its history and on the cluster: no place for a
 * secret. What looks like one is refused, by the name of its key or by its own form. The refusal
 * does not quote it.
 */

/** Ends of keys whose texts are secrets: words, as `camelCase`, `snake_case` and `kebab-case` have them. */
const secretEnds = [
  ['password'],
  ['passwd'],
  ['pwd'],
  ['passphrase'],
  ['token'],
  ['secret'],
  ['credential'],
  ['credentials'],
  ['api', 'key'],
  ['apikey'],
  ['access', 'key'],
  ['private', 'key'],
  ['secret', 'key'],
  ['encryption', 'key'],
  ['signing', 'key'],
  ['auth', 'key'],
];

/** Words before `secret` with which it is the name of a Secret. */
const referring = [
  ...['existing', 'pull', 'auth', 'password', 'config', 'scripts', 'vars'],
  ...['tls', 'ssl', 'ca', 'cert', 'certs', 'certificate', 'certificates', 'keystore', 'truststore'],
];

/** Forms that nothing but a secret has. */
const secretForms: [what: string, pattern: RegExp][] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a JSON Web Token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ['a token of GitHub', /\b(gh[pousr]_\w{30,}|github_pat_\w{30,})/],
  ['a token of GitLab', /\bglpat-[\w-]{20,}/],
  ['a token of Slack', /\bxox[abposr]-[\w-]{10,}/],
  ['a key of AWS', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['an address with a password', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i],
];

const accepted =
  'the name of a Secret that is on the cluster already: most charts have a value for it (existingSecret, secretName, secretKeyRef)';

/** Values that look like secrets. */
export function secretErrors(values: unknown, field: string): FieldError[] {
  return [...secretsIn(values, field)].map(([place, what]) => ({
    field: place,
    message: `${what}, and values are kept with the request`,
    accepted,
  }));
}

function* secretsIn(value: unknown, field: string): Generator<[field: string, what: string]> {
  if (typeof value === 'string') {
    const form = secretForms.find(([, pattern]) => pattern.test(value));
    if (form) yield [field, `looks like ${form[0]}`];
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* secretsIn(item, `${field}[${index}]`);
  } else if (isRecord(value)) {
    // As environment variables are written: { name: DB_PASSWORD, value: .. }.
    const { name, value: literal } = value;
    const isVariable = typeof name === 'string' && isSecretKey(name) && isLiteral(literal);
    for (const [key, item] of Object.entries(value)) {
      const isSecret = (isSecretKey(key) && isLiteral(item)) || (isVariable && key === 'value');
      const place = `${field}.${key}`;
      if (isSecret) yield [place, 'looks like a secret'];
      else yield* secretsIn(item, place);
    }
  }
}

/** Empty texts are how charts write that there is none. */
function isLiteral(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function isSecretKey(key: string): boolean {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '');
  const isRef =
    words.includes('existing') ||
    (words.at(-1) === 'secret' && referring.includes(words.at(-2) ?? ''));
  return (
    !isRef && secretEnds.some(end => end.every((word, at) => words.at(at - end.length) === word))
  );
}
