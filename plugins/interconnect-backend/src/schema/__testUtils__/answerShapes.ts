import { networkDocumentJsonSchema } from '@interconnect/backstage-plugin-interconnect-common';
import { resourceSchemas } from './resourceSchemas';

/** What of a schema says how a value is built, not what stands in it. */
const kept = ['$ref', 'type', 'properties', 'required', 'items', 'additionalProperties'];

/**
 * What a reader of answers relies on, of this version and of others: which fields there are, and of
 * which type. Values and fields that are new are none of its business.
 */
export function answerShapes(): Record<string, unknown> {
  const schemas = { ...resourceSchemas(), NetworkDocument: networkDocumentJsonSchema };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, shapeOf(schema)]),
  );
}

function shapeOf(schema: object): Record<string, unknown> {
  const { properties, items, additionalProperties, ...plain } = Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => kept.includes(keyword)),
  );
  return {
    ...plain,
    ...(plain.type === 'integer' && { type: 'number' }),
    ...(typeof plain.$ref === 'string' && {
      $ref: plain.$ref.replace('#/components/schemas/', '#/$defs/'),
    }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries<object>(properties).map(([name, field]) => [name, shapeOf(field)]),
      ),
    }),
    ...(items && { items: shapeOf(items) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: shapeOf(additionalProperties),
    }),
  };
}
