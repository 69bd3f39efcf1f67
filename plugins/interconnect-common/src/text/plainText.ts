/** Characters (UTF-16 code units) that are kept of a text that is nothing but told. @public */
export const maxText = 2000;

/** Levels of objects and lists that are kept of a value: a network document has six. */
const maxDepth = 50;

const replacement = '\ufffd';

/**
 * Control characters but tab and line end, lone surrogates, and the marks that reverse the
 * direction of what follows, by which a log can be made to read otherwise than it says.
 */
const unwanted = /(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text of somebody else's as it may reach a database, Temporal, a header, a hash or a person:
 * with U+FFFD in place of what one of them refuses or changes (PostgreSQL takes no NUL, UTF-8 has
 * no lone surrogates), and with an ellipsis in place of what is too much. A plain text comes back
 * as it is.
 *
 * @param most - length of the result at most, in UTF-16 code units
 * @public
 */
export function plainText(text: string, most = maxText): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(unwanted, replacement);
  if (plain.length <= most) {
    return plain;
  }
  // A pair of surrogates is one character: both stay, or none.
  return `${plain.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…`;
}

/**
 * A JSON value with all its texts plain, the names of fields included. What lies too deep for a
 * document of ours is an ellipsis.
 *
 * @param most - length of each text at most
 * @public
 */
export function plainTexts<T>(value: T, most = maxText): T {
  return plainValue(value, most, maxDepth) as T;
}

function plainValue(value: unknown, most: number, depth: number): unknown {
  if (typeof value === 'string') {
    return plainText(value, most);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (depth === 0) {
    return '…';
  }
  return Array.isArray(value)
    ? value.map(item => plainValue(item, most, depth - 1))
    : Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          plainText(key, most),
          plainValue(item, most, depth - 1),
        ]),
      );
}

/**
 * The first items of a list, and how many more there are: "a, b and 3 more".
 *
 * @param most - items that are named
 * @public
 */
export function someOf(items: readonly string[], most = 10): string {
  const named = items.slice(0, most).join(', ');
  return items.length > most ? `${named} and ${items.length - most} more` : named;
}
