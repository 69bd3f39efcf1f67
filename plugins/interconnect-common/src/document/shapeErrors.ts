import { z } from 'zod';
import { describeNode } from './disclosure';
import { FieldError } from './errors';
import { fieldPath } from './fieldPath';
import { DocumentSchema, networkDocumentJsonSchema } from './schema';

/** What zod found, in words, with what the JSON Schema says would be accepted there. */
export function shapeErrors(body: unknown, issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys(schemaAt(body, issue.path)?.properties ?? {}).join(', ');
      return issue.keys.map(key => ({
        field: fieldPath([...issue.path, key]),
        message: 'is not a known field',
        accepted: known,
      }));
    }
    const { description } = schemaAt(body, issue.path) ?? {};
    return [
      {
        field: fieldPath(issue.path),
        message: complaint(issue, valueAt(body, issue.path)),
        ...(description && { accepted: description }),
      },
    ];
  });
}

function complaint(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) {
    return 'is missing';
  }
  if (value === '' || (Array.isArray(value) && value.length === 0)) {
    return 'is empty';
  }
  if (issue.code === 'too_big') {
    return 'is too long';
  }
  if (issue.code === 'invalid_type') {
    // What is not taken apart may hold anything, also what must not be repeated.
    return `is ${issue.expected === 'record' ? describeNode(value) : kindOf(value)}`;
  }
  return typeof value === 'string' ? `'${shorten(value)}' is not accepted` : `is ${kindOf(value)}`;
}

/**
 * "the number 5", "a list": for people who sent something else than was asked for. Of what was
 * read, see `disclosure.ts`.
 */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) {
    return 'empty';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  switch (typeof value) {
    case 'string':
      return `the text '${shorten(value)}'`;
    case 'number':
      return `the number ${value}`;
    case 'boolean':
      return `${value}`;
    default:
      return 'an object';
  }
}

/** A text that is quoted, at most 100 characters of it. */
export function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    body,
  );
}

/** The part of the JSON Schema that is about a path of this document. */
function schemaAt(body: unknown, path: readonly PropertyKey[]): DocumentSchema | undefined {
  let schema: DocumentSchema | undefined = networkDocumentJsonSchema;
  path.forEach((key, index) => {
    schema =
      typeof key === 'number'
        ? schema?.items
        : branch(schema, valueAt(body, path.slice(0, index)), key);
  });
  return schema?.oneOf && !schema.properties ? alternative(schema, valueAt(body, path)) : schema;
}

function branch(
  schema: DocumentSchema | undefined,
  value: unknown,
  key: PropertyKey,
): DocumentSchema | undefined {
  if (schema?.oneOf) {
    const chosen = alternative(schema, value);
    if (chosen !== schema) {
      return chosen.properties?.[String(key)];
    }
    const all = schema.oneOf.flatMap(({ properties }) => properties?.[String(key)] ?? []);
    return { description: all.map(({ description }) => description).join(' or ') };
  }
  const { properties, additionalProperties } = schema ?? {};
  return (
    properties?.[String(key)] ??
    (typeof additionalProperties === 'object' ? additionalProperties : undefined)
  );
}

/** The alternative that the value's `kind` chooses; the schema itself if it chooses none. */
function alternative(schema: DocumentSchema, value: unknown): DocumentSchema {
  const kind = valueAt(value, ['kind']);
  return schema.oneOf?.find(({ properties }) => properties?.kind?.const === kind) ?? schema;
}
