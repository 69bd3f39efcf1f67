import { toError } from '@backstage/errors';
import {
  DocumentError,
  FieldError,
  ManifestContext,
  parseNetworkDocument,
  plainTexts,
  readManifest,
  yamlDocuments,
} from '@interconnect/backstage-plugin-interconnect-common';
import { chartIndexOf } from '../charts/chartIndex';

/**
 * A manifest, the index of a repository of charts, a document as JSON, or the body of a request.
 * Only data: it travels to another process.
 */
export type ParseRequest =
  | { kind: 'body'; text: string }
  | { kind: 'manifest'; text: string; context: ManifestContext }
  | { kind: 'chartIndex'; text: string }
  | { kind: 'document'; text: string; network: string };

/**
 * Objects, lists, texts, numbers of a body at most: four for each of the most members that a
 * network has, and more.
 */
const maxValues = 100_000;

/** Of one object of a body. */
const maxFields = 1000;

export type Parsed = { value: unknown } | { refused: FieldError[] };

/** What stands in a text, or what is wrong with it. */
export function parse(request: ParseRequest): Parsed {
  try {
    return { value: valueOf(request) };
  } catch (error) {
    if (error instanceof DocumentError) {
      return { refused: error.fields };
    }
    throw error;
  }
}

function valueOf(request: ParseRequest): unknown {
  if (request.kind === 'body') {
    return bodyOf(request.text);
  }
  if (request.kind === 'chartIndex') {
    return chartIndexOf(request.text);
  }
  if (request.kind === 'document') {
    return parseNetworkDocument(JSON.parse(request.text), { network: request.network });
  }
  return readManifest(request.text, request.context);
}

/** How long each text of it may be is up to those who read it. */
function bodyOf(text: string): unknown {
  const { value, problem } = jsonOf(text);
  const found = problem ?? tooMuch(value) ?? repeatedKey(text, value);
  if (found) {
    throw new DocumentError([{ field: '', message: `The body ${found}` }]);
  }
  return plainTexts(value, Infinity);
}

function jsonOf(text: string): { value?: unknown; problem?: string } {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null
      ? { value }
      : { problem: 'is not JSON: an object is accepted' };
  } catch (error) {
    return { problem: `is not JSON: ${toError(error).message}` };
  }
}

/** Looks at no more than it has to, however deep it lies. */
function tooMuch(value: unknown): string | undefined {
  const open = [value];
  for (let count = 0; open.length > 0; count++) {
    if (count + open.length > maxValues) {
      return `has more than ${maxValues} values`;
    }
    const next = open.pop();
    if (typeof next === 'object' && next !== null) {
      const items = Object.values(next);
      if (!Array.isArray(next) && items.length > maxFields) {
        return `has an object with more than ${maxFields} fields`;
      }
      for (const item of items) open.push(item);
    }
  }
  return undefined;
}

/** A text, and the colon behind it if it is a key. */
const texts = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** Of two fields of one name JSON.parse keeps the last one. */
function repeatedKey(text: string, value: unknown): string | undefined {
  const written = [...text.matchAll(texts)].filter(([, colon]) => colon).length;
  if (written === countKeys(value)) {
    return undefined;
  }
  const [{ error } = {}] = yamlDocuments(text);
  const place = error ? ` (line ${error.line}, column ${error.column})` : '';
  return `has a field twice${place}: each field of an object is accepted once`;
}

function countKeys(value: unknown): number {
  let count = 0;
  for (const open = [value]; open.length > 0;) {
    const next = open.pop();
    if (typeof next === 'object' && next !== null) {
      const items = Object.values(next);
      count += Array.isArray(next) ? 0 : items.length;
      for (const item of items) open.push(item);
    }
  }
  return count;
}
