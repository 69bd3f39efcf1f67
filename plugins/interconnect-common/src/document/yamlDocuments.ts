import { toError } from '@backstage/errors';
import { isMap, isScalar, LineCounter, parseAllDocuments, Tags } from 'yaml';
import { aliasProblem, tooManyAliases, yamlErrors } from './yamlErrors';

/** Of one document, in characters: aliases can make much of a little. */
const maxJson = 2 * 1024 * 1024;

/** One document of a YAML file: its value, or what is wrong with its syntax. */
export interface YamlDocument {
  /** Where it begins, from 1. */
  line: number;
  value?: unknown;
  error?: { message: string; line: number; column: number };
  /** Top-level keys as far as they could be read, also when there is an error. */
  keys: string[];
}

/**
 * Reads YAML as kubectl does: version 1.1 (`0644` is octal, `yes` is true, `<<` merges), without
 * the tags that JSON has no values for (dates, sets, binary data stay texts). Empty documents are
 * left out. Of a document with errors only the first is told: the others follow from it.
 */
export function yamlDocuments(text: string): YamlDocument[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: '1.1',
    customTags: jsonTags,
    lineCounter: lines,
    // Their texts are not used, and one for each of thousands takes long.
    prettyErrors: false,
    // Warnings go to the process's own, and quote the file.
    logLevel: 'error',
  });
  return [...documents].flatMap((document): YamlDocument[] => {
    const { contents } = document;
    const [error] = [...document.errors, ...document.warnings];
    const start = lines.linePos(contents?.range?.[0] ?? error?.pos[0] ?? 0).line;
    const keys = isMap(contents)
      ? contents.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
      : [];
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      return [{ line: start, keys, error: { message: yamlErrors[error.code], line, column: col } }];
    }
    try {
      const value: unknown = document.toJS();
      if (value === null || value === undefined) {
        return [];
      }
      const json = JSON.stringify(value);
      if (json.length > maxJson) {
        const tooMany = { message: tooManyAliases, line: start, column: 1 };
        return [{ line: start, keys, error: tooMany }];
      }
      return [{ line: start, keys, value: JSON.parse(json) }];
    } catch (cause) {
      const reason = aliasProblem(toError(cause).message);
      return [{ line: start, keys, error: { message: reason, line: start, column: 1 } }];
    }
  });
}

function jsonTags(tags: Tags): Tags {
  return tags.filter(
    tag =>
      typeof tag === 'string' ||
      (!/:(timestamp|binary|omap|pairs|set)$/.test(tag.tag) &&
        !('format' in tag && tag.format === 'TIME')),
  );
}
