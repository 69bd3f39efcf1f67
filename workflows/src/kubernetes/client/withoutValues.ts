/** The parts of Kubernetes' Status that are looked at. */
export interface Status {
  message?: string;
  reason?: string;
  details?: { causes?: { reason?: string; field?: string; message?: string }[] };
}

/** A text as Go quotes it, also when its end was cut off. */
const quotedText = /"(?:[^"\\]|\\.)*(?:"|$)/gs;

/** Of a text, before anything is looked for in it. */
const maxLength = 10_000;

/**
 * Why a request was refused, without the values that Kubernetes quotes: what is wrong may be a
 * password in an environment variable. Names of fields stay, keys of maps do not.
 */
export function withoutValues(status: Status): string {
  const causes = status.details?.causes ?? [];
  if (causes.some(cause => cause.field)) {
    return causes
      .map(({ field, message = '' }) =>
        [field && withoutKeys(field), ofCause(message)].filter(Boolean).join(': '),
      )
      .join('; ');
  }
  return (status.message ?? '')
    .slice(0, maxLength)
    .replace(/&?value\.valueUnstructured\{.*/g, 'another kind of value')
    .replace(
      /\.([^.\n]*): field not declared in schema/g,
      ': has a field that the kind does not have',
    )
    .replace(/Invalid value: .*: /gs, '')
    .replace(quotedText, '"…"');
}

/**
 * Why something is forbidden or not there: names of verbs, kinds, objects and accounts, which
 * people need. Groups of the account say nothing; what RBAC goes on to say, which rights are
 * missing, is more important.
 */
export function withNames({ message = '' }: Status): string {
  return message.replace(/ \(groups=\[[^\]]*\]\)/, '').replace(/Invalid value: .*: /gs, '');
}

function withoutKeys(field: string): string {
  return field.replace(/\[(?!\d+\])[^\]]*\]/g, '[…]');
}

/** What a cause says, without values. */
export function ofCause(message: string): string {
  const text = message.slice(0, maxLength);
  const supported = /supported values: .*$/s.exec(text);
  if (supported) return `unsupported value, ${supported[0]}`;
  if (/^Duplicate value/.test(text)) return 'duplicate value';
  // A difference of both objects may follow.
  if (/^Forbidden/.test(text)) return text.split('\n', 1)[0].replace(quotedText, '"…"');
  const [, value] = /^(?:Invalid|Unsupported) value: (.*)$/s.exec(text) ?? [];
  if (value === undefined) return text.replace(quotedText, '"…"');
  const form = value.startsWith('"') ? /^"(?:[^"\\]|\\.)*": (.*)$/s : /^.*: ([^"{}]*)$/s;
  const [, why] = form.exec(value) ?? [];
  return why?.replace(quotedText, '"…"') ?? 'invalid value';
}
