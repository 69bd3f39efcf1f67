/**
 * The values of a text that is JSON values one after the other, as kubectl reads them: where each
 * begins and ends, in characters. Undefined if it is something else, or a single value: that is
 * YAML as well.
 */
export function jsonValues(text: string): { start: number; end: number }[] | undefined {
  const values: { start: number; end: number }[] = [];
  const between = /(?:\s+|---(?=\s))*/y;
  let start = text.search(/\S/);
  while (start >= 0 && start < text.length) {
    const end = text[start] === '{' ? endOfObject(text, start) : undefined;
    if (end === undefined) {
      return undefined;
    }
    values.push({ start, end });
    between.lastIndex = end;
    between.test(text);
    start = between.lastIndex;
  }
  return values.length > 1 ? values : undefined;
}

/** Behind the brace that closes the one at `start`; undefined if none does. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isText) {
      if (character === '\\') at++;
      isText = character !== '"';
    } else if (character === '"') {
      isText = true;
    } else if (character === '{') {
      depth++;
    } else if (character === '}' && --depth === 0) {
      return at + 1;
    }
  }
  return undefined;
}
