import { isRecord } from './disclosure';
import { DocumentSchema, NetworkDocument, networkDocumentJsonSchema } from './schema';

/**
 * Something that may not be complete: each field has its type as far as it is there. The
 * alternatives of a union are one object with the fields of all of them.
 *
 * @public
 */
export type Parts<T> = [T] extends [(infer Item)[]]
  ? Parts<Item>[]
  : [T] extends [object]
    ? string extends keyof T
      ? T
      : { [Key in KeyOf<T>]?: Parts<Exclude<ValueOf<T, Key>, undefined>> }
    : T;

type KeyOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, Key> = T extends unknown ? (Key extends keyof T ? T[Key] : never) : never;

/** A network document that may not be complete. @public */
export type DocumentParts = Parts<NetworkDocument>;

type PathsIn<T> = T extends (infer Item)[]
  ? '[]' | `[]${PathsIn<Item>}`
  : T extends object
    ? string extends keyof T
      ? never
      : {
          [Key in keyof T & string]-?: `.${Key}` | `.${Key}${PathsIn<NonNullable<T[Key]>>}`;
        }[keyof T & string]
    : never;
type WithoutDot<Path> = Path extends `.${infer Rest}` ? Rest : never;

/** Each field of a network document: `applications[].source.url`. @public */
export type DocumentField = WithoutDot<PathsIn<NetworkDocument>>;

/**
 * What can be understood of a body that may be wrong: whatever has the right type, at its own
 * place. So the checks between fields tell of everything that is wrong at once. What has another
 * type is empty, what is not known is left out, and a list ends where it becomes too long.
 */
export function partsOf(body: unknown): DocumentParts {
  return visit(networkDocumentJsonSchema, body) as DocumentParts;
}

function visit(schema: DocumentSchema, value: unknown): unknown {
  if (schema.items) {
    const { items, maxItems } = schema;
    return Array.isArray(value) ? value.slice(0, maxItems).map(item => visit(items, item)) : [];
  }
  const properties = propertiesOf(schema);
  if (properties) {
    const given = isRecord(value) ? Object.entries(value) : [];
    return Object.fromEntries(
      given.flatMap(([key, part]) =>
        part !== undefined && Object.hasOwn(properties, key)
          ? [[key, visit(properties[key], part)]]
          : [],
      ),
    );
  }
  if (schema.type === 'object') {
    return isRecord(value) ? value : undefined;
  }
  if (typeof value === schema.type) {
    return value;
  }
  return schema.type === 'string' ? '' : undefined;
}

/**
 * The fields of an object, of all alternatives if there are several; undefined if it is
 * none. @public
 */
export function propertiesOf(schema: DocumentSchema): Record<string, DocumentSchema> | undefined {
  return schema.oneOf
    ? Object.assign({}, ...schema.oneOf.map(({ properties }) => properties))
    : schema.properties;
}
