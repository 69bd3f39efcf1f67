import { isRecord, Json } from './json';

/** What somebody else has changed and another version would change again. */
export interface Undone {
  /** Items of lists by what they are called: `applications[web].namespace`. */
  field: string;
  /** Absent: they have taken it away. */
  theirs?: Json;
  /** Absent: it would be gone. */
  mine?: Json;
}

/**
 * What of somebody else's changes would be lost if one's own version was stored on top of them.
 *
 * @param base - what both began with; undefined when it is not known
 */
export function undone(base: Json | undefined, theirs: Json, mine: Json): Undone[] {
  return undoneAt('', base, theirs, mine);
}

function undoneAt(
  field: string,
  base: Json | undefined,
  theirs: Json | undefined,
  mine: Json | undefined,
): Undone[] {
  if (isSame(theirs, mine) || isSame(theirs, base)) return [];
  const parts = [partsOf(base), partsOf(theirs), partsOf(mine)];
  const [ofBase, ofTheirs, ofMine] = parts;
  if (!ofTheirs || !ofMine) {
    return [
      { field, ...(theirs !== undefined && { theirs }), ...(mine !== undefined && { mine }) },
    ];
  }
  const nameOf = (key: string) => {
    if (Array.isArray(theirs)) return `${field}[${key}]`;
    return field ? `${field}.${key}` : key;
  };
  return [...new Set([...ofTheirs.keys(), ...ofMine.keys()])].flatMap(key =>
    undoneAt(nameOf(key), ofBase?.get(key), ofTheirs.get(key), ofMine.get(key)),
  );
}

/** Fields of an object, items of a list of objects by what they are called; undefined: it has none. */
function partsOf(value: Json | undefined): Map<string, Json> | undefined {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isRecord)
      ? new Map(value.map((item, index) => [calledBy(item) ?? `${index}`, item]))
      : undefined;
  }
  return isRecord(value) ? new Map(Object.entries(value)) : undefined;
}

/** What an item of a list is called: a spoke by its cluster, an application by its name. */
function calledBy(value: Json): string | undefined {
  const name = isRecord(value) ? (value.cluster ?? value.name) : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** A value as people read it. */
export function valueText(value: Json): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  return isRecord(value) ? (calledBy(value) ?? JSON.stringify(value)) : String(value);
}

/** The order of the fields means nothing. */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (isRecord(a) && isRecord(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key =>
      isSame(a[key], b[key]),
    );
  }
  return a === b;
}
