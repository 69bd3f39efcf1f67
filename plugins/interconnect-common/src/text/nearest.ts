/** Letters that may differ at most; of short words no more than a third of them. */
const mostEdits = 3;
const mostLength = 100;

/**
 * The word that was probably meant: letter case aside, the one that differs in the fewest letters;
 * undefined if none is near.
 *
 * @public
 */
export function nearest(written: string, words: readonly string[]): string | undefined {
  if (written.length > mostLength) {
    return undefined;
  }
  const text = written.toLowerCase();
  const most = Math.min(mostEdits, Math.floor(text.length / 3));
  const near = words
    .filter(({ length }) => Math.abs(length - text.length) <= most)
    .map(word => ({ word, edits: editsBetween(text, word.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((one, other) => one.edits - other.edits);
  return near[0]?.word;
}

/** Letters to insert, take out or replace (Levenshtein's distance). */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const replaced = row[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[to] + 1, next[to - 1] + 1));
    }
    row = next;
  }
  return row[other.length];
}
