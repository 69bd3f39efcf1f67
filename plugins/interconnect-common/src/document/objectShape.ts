import { z } from 'zod';
import { describeNode, isRecord } from './disclosure';

/** Where something stands in an object: `['spec', 'ports', 0, 'port']`. @public */
export type ObjectPath = readonly (string | number)[];

/** What is wrong with an object, where, and what would be accepted. */
export interface Problem {
  /** Absent: the object as a whole. */
  path?: ObjectPath;
  message: string;
  accepted?: string;
}

/** `spec.ports[0].port`; `metadata.annotations, example.com/retries` of keys with such names. */
export function pathText(path: ObjectPath): string {
  return path
    .map(part =>
      typeof part === 'number' ? `[${part}]` : `${/[./]/.test(part) ? ', ' : '.'}${part}`,
    )
    .join('')
    .replace(/^\./, '');
}

/**
 * A part of an object with the types that are read of it, or what is wrong with them. The errors of
 * the schema are what is accepted; of values only kind and length are told, and words of a closed
 * list that differ in case alone (see `disclosure.ts`).
 *
 * @param at - where the value stands in the object
 */
export function shapeOf<T>(
  schema: z.ZodType<T>,
  value: unknown,
  at: ObjectPath,
): { value: T } | { problems: [Problem, ...Problem[]] } {
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) {
    return { value: result.data };
  }
  const [first, ...more] = result.error.issues.map(issue => {
    const path = issue.path.filter(part => typeof part !== 'symbol');
    return {
      path: [...at, ...path],
      message: whatIs(valueAt(value, path), wordsOf(issue)),
      accepted: issue.message,
    };
  });
  return { problems: [first, ...more] };
}

/** The words of a closed list, when one of them was asked for. */
function wordsOf(issue: z.core.$ZodIssue): string[] {
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

function whatIs(value: unknown, words: string[]): string {
  if (value === undefined) {
    return 'is missing';
  }
  const isWord =
    typeof value === 'string' &&
    words.some(word => word.toLowerCase() === value.trim().toLowerCase());
  return isWord ? `is '${value}'` : `is ${describeNode(value)}`;
}

function valueAt(value: unknown, path: ObjectPath): unknown {
  return path.reduce<unknown>((within, key) => {
    const isThere = (Array.isArray(within) || isRecord(within)) && Object.hasOwn(within, key);
    return isThere ? (within as Record<string | number, unknown>)[key] : undefined;
  }, value);
}
