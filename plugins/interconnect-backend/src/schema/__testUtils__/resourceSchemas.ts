import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import {
  BaseType,
  CompletedConfig,
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  DefinitionType,
  EnumType,
  SchemaGenerator,
  SubNodeParser,
} from 'ts-json-schema-generator';
import type * as TypeScript from 'typescript';

/** The one that the generator parses with: numbers of node kinds differ between versions. */
const ts: typeof TypeScript = createRequire(require.resolve('ts-json-schema-generator'))(
  'typescript',
);

const root = resolve(__dirname, '../../../../..');
const config: CompletedConfig = {
  ...DEFAULT_CONFIG,
  path: resolve(root, 'plugins/interconnect-common/src/client/Resources.ts'),
  tsconfig: resolve(root, 'tsconfig.json'),
  skipTypeCheck: true,
  expose: 'export',
  jsDoc: 'extended',
  additionalProperties: false,
  topRef: false,
  sortProps: false,
};

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  [keyword: string]: unknown;
}

/**
 * Not looked into: the document has a JSON Schema of its own, and what a step is given is between
 * backend and worker.
 */
const opaque = ['NetworkDocument', 'StepInput'];

/** What types do not say. */
const more: Record<string, Record<string, object>> = {
  CommandBody: { reason: { maxLength: 2000 }, steps: { minItems: 1, maxItems: 1000 } },
  Network: { left: { minItems: 1 }, formerSpokes: { minItems: 1 }, selectors: { minItems: 1 } },
  NetworkSelector: { joining: { minItems: 1 }, leaving: { minItems: 1 } },
  Payloads: { payloads: { maxItems: 5000 } },
  PlanPreview: { left: { minItems: 1 }, selectors: { minItems: 1 } },
  Rollout: { left: { minItems: 1 } },
  RolloutApproval: { reasons: { minItems: 1 }, approvers: { minItems: 1 } },
};

/**
 * Types that are texts of a list are read from the checker, however they are written down
 * (`keyof typeof table`).
 */
class AliasParser implements SubNodeParser {
  constructor(private readonly checker: TypeScript.TypeChecker) {}

  supportsNode(node: unknown): boolean {
    const alias = node as TypeScript.TypeAliasDeclaration;
    return (
      ts.isTypeAliasDeclaration(alias) &&
      (opaque.includes(alias.name.text) || this.textsOf(alias) !== undefined)
    );
  }

  createType(node: unknown): BaseType {
    const alias = node as TypeScript.TypeAliasDeclaration;
    const name = alias.name.text;
    const texts = this.textsOf(alias);
    // Of the opaque ones only the name matters.
    return new DefinitionType(name, new EnumType(name, texts ?? [name]));
  }

  private textsOf(alias: TypeScript.TypeAliasDeclaration): string[] | undefined {
    const type = this.checker.getTypeAtLocation(alias.name);
    const parts = type.isUnion() ? type.types : [type];
    return parts.every(part => part.isStringLiteral())
      ? parts.map(({ value }) => value).sort()
      : undefined;
  }
}

/**
 * JSON Schemas of what the API answers and takes, by name, from the TypeScript types of the common
 * package. Their doc comments are the descriptions.
 */
export function resourceSchemas(): Record<string, Schema> {
  const program = createProgram(config);
  const checker = program.getTypeChecker() as unknown as TypeScript.TypeChecker;
  const parser = createParser(program, config, own => own.addNodeParser(new AliasParser(checker)));
  const generator = new SchemaGenerator(program, parser, createFormatter(config), config);
  const definitions = generator.createSchema('*').definitions as Record<string, Schema>;
  const { NetworkDocument: _, ...schemas } = definitions;
  schemas.StepInput = {
    type: 'object',
    description: 'What the worker is given; another version may give it something else.',
  };
  for (const [name, fields] of Object.entries(more)) {
    for (const [field, keywords] of Object.entries(fields)) {
      Object.assign(schemas[name].properties![field], keywords);
    }
  }
  return JSON.parse(JSON.stringify(schemas), refine);
}

/**
 * What holds for everything in this API: numbers count something, times and hashes are named so.
 */
function refine(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return typeof value === 'string'
      ? value.replace(/^#\/definitions\//, '#/components/schemas/')
      : value;
  }
  const schema = value as Schema;
  Object.entries(schema.properties ?? {}).forEach(([name, property]) => {
    if (/^time$|At$/.test(name)) property.format = 'date-time';
    if (/^(hash|previousHash)$/.test(name)) property.pattern = '^[0-9a-f]{64}$';
  });
  return schema.type === 'number' ? { ...schema, type: 'integer', minimum: 0 } : schema;
}
