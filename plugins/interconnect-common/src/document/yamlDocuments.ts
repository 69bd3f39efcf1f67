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
  Tags,
} from 'yaml';
import { jsonValues } from './jsonValues';
import { ObjectPath } from './objectShape';
import { aliasProblem, tooLarge, tooManyAliases, yamlErrors } from './yamlErrors';

/** Of one document, in characters, as `tooLarge` says: aliases can make much of a little. */
const maxJson = 2 * 1024 * 1024;

/** One document of a YAML file: its value, or what is wrong with its syntax. @public */
export interface YamlDocument {
  /** Where it begins, from 1. */
  line: number;
  value?: unknown;
  error?: { message: string; line: number; column: number };
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
    const refused = (message: string, at = { line, col: 1 }): YamlDocument[] => [
      { line, keys, lineOf, error: { message, line: at.line, column: at.col } },
    ];
    if (error) {
      return refused(yamlErrors[error.code], placeOf(error.pos[0]));
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

function jsonTags(tags: Tags): Tags {
  return tags.filter(
    tag =>
      typeof tag === 'string' ||
      (!/:(timestamp|binary|omap|pairs|set)$/.test(tag.tag) &&
        !('format' in tag && tag.format === 'TIME')),
  );
}
