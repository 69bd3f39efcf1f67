import { toError } from '@backstage/errors';
import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  ScalarTag,
  Tags,
  visit,
} from 'yaml';
import { jsonValues } from './jsonValues';
import { ObjectPath } from './objectShape';
import {
  acceptedBetween,
  acceptedNumber,
  aliasProblem,
  noExactNumber,
  tooLarge,
  tooManyAliases,
  yamlErrors,
} from './yamlErrors';

/** Of one document, in characters, as `tooLarge` says: aliases can make much of a little. */
const maxJson = 2 * 1024 * 1024;

/** One document of a YAML file: its value, or what is wrong with its syntax. @public */
export interface YamlDocument {
  /** Where it begins, from 1. */
  line: number;
  value?: unknown;
  error?: { message: string; accepted?: string; line: number; column: number };
  /** Top-level keys as far as they could be read, also when there is an error. */
  keys: string[];
  /** The line on which something of the value stands; of its nearest holder if it is not there. */
  lineOf(path: ObjectPath): number;
}

/**
 * Reads YAML as kubectl does: version 1.1 (`0644` is octal, `yes` is true, `<<` merges), without
 * the tags that JSON has no values for (dates, sets, binary data stay texts); JSON values may stand
 * one after the other, and a byte order mark before each document. Empty documents are left out. Of
 * a document with errors only the first is told: the others follow from it.
 *
 * @public
 */
export function yamlDocuments(given: string): YamlDocument[] {
  const text = withoutMarks(given);
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines.addNewLine(at + 1);
  }
  const parts = jsonValues(text) ?? [{ start: 0, end: text.length }];
  return parts.flatMap(({ start, end }) =>
    documentsIn(text.slice(start, end), offset => lines.linePos(start + offset)),
  );
}

function documentsIn(
  text: string,
  placeOf: (offset: number) => { line: number; col: number },
): YamlDocument[] {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    customTags: jsonTags,
    // Their texts are not used, and one for each of thousands takes long.
    prettyErrors: false,
    // Warnings go to the process's own, and quote the file.
    logLevel: 'error',
  });
  return [...documents].flatMap((document): YamlDocument[] => {
    const { contents } = document;
    const [error] = [...document.errors, ...document.warnings];
    const { line } = placeOf(contents?.range?.[0] ?? error?.pos[0] ?? 0);
    const keys = isMap(contents)
      ? contents.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
      : [];
    const lineOf = (path: ObjectPath) => placeOf(offsetOf(document, path)).line;
    const refused = (message: string, at = { line, col: 1 }, accepted?: string): YamlDocument[] => {
      const place = { line: at.line, column: at.col };
      return [{ line, keys, lineOf, error: { message, ...place, ...(accepted && { accepted }) } }];
    };
    if (error) {
      const place = placeOf(error.pos[0]);
      const isJoined = error.code === 'DUPLICATE_KEY' && place.col === 1;
      return refused(yamlErrors[error.code], place, isJoined ? acceptedBetween : undefined);
    }
    const inexact = inexactNumber(document);
    if (inexact !== undefined) {
      return refused(noExactNumber, placeOf(inexact), acceptedNumber);
    }
    try {
      const value: unknown = document.toJS();
      if (value === null || value === undefined) {
        return [];
      }
      const json = JSON.stringify(value);
      return json.length > maxJson
        ? refused(text.length > maxJson ? tooLarge : tooManyAliases)
        : [{ line, keys, lineOf, value: JSON.parse(json) }];
    } catch (cause) {
      return refused(aliasProblem(toError(cause).message));
    }
  });
}

/** Files that were joined have a byte order mark wherever one of them begins. */
function withoutMarks(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/(^|\n)(---|\.\.\.)([^\n]*\n)\ufeff/g, '$1$2$3')
    .replace(/\n\ufeff(?=---)/g, '\n');
}

function offsetOf(document: Document.Parsed, path: ObjectPath): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const part of path) {
    const within: unknown = isAlias(node) ? node.resolve(document) : node;
    let place: unknown;
    if (isSeq(within)) {
      node = place = within.items[Number(part)];
    } else if (isMap(within)) {
      const pair = within.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      place = pair?.key;
      node = pair?.value;
    }
    if (!isNode(place)) break;
    offset = place.range?.[0] ?? offset;
  }
  return offset;
}

/** Where a number stands that no JSON could hold as it is written. */
function inexactNumber(document: Document.Parsed): number | undefined {
  let place: number | undefined;
  visit(document, {
    Scalar(_, { value, range }) {
      if (typeof value !== 'number' || (Number.isFinite(value) && !isRounded(value)))
        return undefined;
      place = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return place;
}

/** Of 64 bits; what is still larger was no whole number. */
function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 2 ** 64;
}

/** As kubectl reads it, beside the octal numbers of YAML 1.1. */
const octal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  identify: () => false,
  test: /^[-+]?0[oO][0-7_]+$/,
  resolve: text => Number.parseInt(text.replace(/0[oO]|_/g, ''), 8),
};

function jsonTags(tags: Tags): Tags {
  const kept = tags.filter(
    tag =>
      typeof tag === 'string' ||
      (!/:(timestamp|binary|omap|pairs|set)$/.test(tag.tag) &&
        !('format' in tag && tag.format === 'TIME')),
  );
  return [octal, ...kept];
}
