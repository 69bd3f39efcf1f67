import { fieldKeys } from '@interconnect/backstage-plugin-interconnect-common';
import { isRecord, Json, JsonObject } from './json';

/** What stands at a field; undefined when there is nothing. */
export function valueAt(document: Json | undefined, field: string): Json | undefined {
  return fieldKeys(field).reduce<Json | undefined>(
    (value, key) => (value === undefined ? undefined : child(value, key)),
    document,
  );
}

/**
 * The document with a value at a field; everything beside it stays, also what the form does not
 * know. `undefined` and, outside of lists, an empty text take the field away, and with it lists and
 * objects that are empty then.
 */
export function setAt(document: JsonObject, field: string, value: Json | undefined): JsonObject {
  return asObject(put(document, fieldKeys(field), value));
}

/** The document without one item of a list: `spokes[1]`. */
export function removeAt(document: JsonObject, field: string): JsonObject {
  const list = field.replace(/\[\d+\]$/, '');
  const index = fieldKeys(field).at(-1);
  const items = valueAt(document, list);
  return Array.isArray(items)
    ? setAt(
        document,
        list,
        items.filter((_, at) => at !== index),
      )
    : document;
}

/** The document with one more item at the end of a list, which is made when it is not there. */
export function appendAt(document: JsonObject, list: string, item: Json): JsonObject {
  const items = valueAt(document, list);
  return setAt(document, list, [...(Array.isArray(items) ? items : []), item]);
}

function child(value: Json, key: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function put(
  at: Json | undefined,
  keys: (string | number)[],
  value: Json | undefined,
): Json | undefined {
  if (keys.length === 0) return isEmpty(value) ? undefined : value;
  const [key, ...rest] = keys;
  if (typeof key === 'number') {
    const items = Array.isArray(at) ? [...at] : [];
    items[key] = rest.length === 0 ? (value ?? '') : (put(items[key], rest, value) ?? {});
    return items;
  }
  const { [key]: before, ...others } = isRecord(at) ? at : {};
  const after = put(before, rest, value);
  if (after === undefined) return isEmpty(others) ? undefined : others;
  // keeps the order of the fields
  return isRecord(at) ? { ...at, [key]: after } : { [key]: after };
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

function asObject(value: Json | undefined): JsonObject {
  return isRecord(value) ? value : {};
}
