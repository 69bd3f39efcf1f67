import { fieldKeys } from '@interconnect/backstage-plugin-interconnect-common';
import { LineCounter, parseDocument, stringify } from 'yaml';
import { Json } from './json';

/** How the document can be written as a text. */
export type TextFormat = 'json' | 'yaml';

/** Why a text cannot be read, and where: the first line is 1. */
export interface TextProblem {
  line: number;
  message: string;
}

/** The document as a text for people. */
export function documentToText(document: Json, format: TextFormat): string {
  return format === 'json' ? `${JSON.stringify(document, undefined, 2)}\n` : stringify(document);
}

/** Reads a document; says in which line it cannot be read. */
export function textToDocument(
  text: string,
  format: TextFormat,
): { document: Json } | { problem: TextProblem } {
  return format === 'json' ? readJson(text) : readYaml(text);
}

/**
 * The line of a field in a text that can be read (JSON is YAML, too); of what it stands in when it
 * is not there itself.
 */
export function lineOf(text: string, field: string): number | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) return undefined;
  for (let keys = fieldKeys(field); keys.length > 0; keys = keys.slice(0, -1)) {
    const node = document.getIn(keys, true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function readJson(text: string): { document: Json } | { problem: TextProblem } {
  try {
    return { document: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problem: { line: lineOfJsonError(text, message), message } };
  }
}

/** Browsers say it in different words, some not at all. */
function lineOfJsonError(text: string, message: string): number {
  const last = text.trimEnd().split('\n').length;
  const [, line] = /\bline (\d+)/.exec(message) ?? [];
  if (line !== undefined) return Math.min(Number(line), last);
  const [, position] = /\bposition (\d+)/.exec(message) ?? [];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  const [error] = parseDocument(text).errors;
  return Math.min(error?.linePos?.[0].line ?? last, last);
}

function readYaml(text: string): { document: Json } | { problem: TextProblem } {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const [message] = error.message.split(/ at line \d+|:?\n/);
    return { problem: { line: error.linePos?.[0].line ?? 1, message } };
  }
  try {
    return { document: document.toJS({ maxAliasCount: 100 }) as Json };
  } catch (reason) {
    return {
      problem: { line: 1, message: reason instanceof Error ? reason.message : `${reason}` },
    };
  }
}
