import { groupOf } from './clusterScoped';
import { describeNode, identityOf, isRecord } from './disclosure';
import { FieldError, throwIfAny } from './errors';
import { caseHint, isService, objectProblems } from './manifestProblems';
import { ObjectPath, pathText, Problem } from './objectShape';
import { withoutServerFields } from './serverFields';
import { withoutEmptyWords } from './serviceShape';
import { asExported, isServiceExport } from './serviceExports';
import { yamlDocuments } from './yamlDocuments';

/** A Kubernetes object of a manifest, with its namespace. @public */
export interface ManifestObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

/** Whose manifest it is. @public */
export interface ManifestContext {
  /** Name of the application. */
  application: string;
  /** Namespace of the application: of all its objects. */
  namespace: string;
  /** Where the text was read, for messages. */
  url?: string;
  /** Field that the errors are about; `applications.<application>.source.url` if absent. */
  field?: string;
}

/** Characters of a manifest at most: it travels with the request. @public */
export const maxManifestLength = 512 * 1024;

/** Objects of a manifest at most. @public */
export const maxManifestObjects = 1000;

/** What only a template of Helm holds. */
const helmTemplate = /\{\{-?\s*(\.(Values|Release|Chart)\b|(include|template|toYaml)\s)/;

const acceptedYaml = 'YAML with the fields of each level at the same indentation';

/** An object of a manifest, and where it stands. */
export interface PlacedObject {
  object: ManifestObject;
  /** Fields that a cluster had set, and that are left out. */
  left: string[];
  /** The line of a part of it. */
  lineOf(path: ObjectPath): number;
}

/**
 * The objects of a manifest, in its order, Lists taken apart, the application's namespace filled
 * in, what a cluster has set left out, Services with a ServiceExport annotated. Refused are objects
 * outside that namespace, cluster-scoped kinds, Secrets (the text of a manifest is kept with the
 * request), and whatever cannot be applied again under the same name.
 *
 * @throws DocumentError with everything that is wrong
 * @public
 */
export function parseManifests(text: string, context: ManifestContext): ManifestObject[] {
  return placedObjects(text, context).map(({ object }) => object);
}

/**
 * The same with the lines on which the objects stand.
 *
 * @throws DocumentError with everything that is wrong
 */
export function placedObjects(text: string, context: ManifestContext): PlacedObject[] {
  const errors: FieldError[] = [];
  const refuse = (where: string, problem: Problem) =>
    errors.push(manifestError(context, where, problem));

  if (text.length > maxManifestLength) {
    refuse('', {
      message: `has ${text.length} characters`,
      accepted: `at most ${maxManifestLength}`,
    });
    throwIfAny(errors);
  }
  const unreadable = text.search(/[\0\p{Cs}]/u);
  if (unreadable >= 0) {
    refuse(`line ${text.slice(0, unreadable).split('\n').length}`, {
      message: 'holds a character that no YAML has',
      accepted: 'a text in UTF-8 without NUL',
    });
    throwIfAny(errors);
  }
  const parts = yamlDocuments(text).map(document => ({
    ...document,
    items: document.error ? [] : itemsOf(document.value),
  }));
  if (parts.every(({ items, error }) => items.length === 0 && !error)) {
    refuse('', {
      message: 'holds no object',
      accepted: 'YAML with at least one Kubernetes object',
    });
  }
  const count = parts.reduce((sum, { items }) => sum + Math.max(1, items.length), 0);
  if (count > maxManifestObjects) {
    refuse('', {
      message: `holds ${count} objects`,
      accepted: `at most ${maxManifestObjects}`,
    });
    throwIfAny(errors);
  }
  const objects = new Map<string, PlacedObject>();
  for (const { keys, error, items, lineOf } of parts) {
    if (error) {
      refuse(`line ${error.line}, column ${error.column}`, {
        message: `is not YAML: ${error.message}${caseHint(keys)}`,
        accepted: error.accepted ?? acceptedYaml,
      });
    }
    for (const { value, path } of items) {
      const lineIn = (inner: ObjectPath) => lineOf([...path, ...inner]);
      const name = identityOf(value) ?? pathText(path);
      const whereOf = (inner: ObjectPath) => `line ${lineIn(inner)}${name && `, ${name}`}`;
      const problems = isList(value)
        ? [listProblem(value)]
        : objectProblems(value, context.namespace);
      problems.forEach(problem => refuse(whereOf(problem.path ?? []), problem));
      if (problems.length === 0) {
        const named = withNamespace(value as ManifestObject, context.namespace);
        const object = isService(named) ? withoutEmptyWords(named) : named;
        const key = `${groupOf(object.apiVersion)}/${object.kind}/${object.metadata.name}`;
        if (objects.has(key)) {
          refuse(whereOf([]), {
            message: 'stands there twice',
            accepted: 'each object only once',
          });
        }
        objects.set(key, { ...withoutServerFields(object), lineOf: lineIn });
      }
    }
  }
  const template = text.search(helmTemplate);
  if (errors.length > 0 && template >= 0) {
    refuse(`line ${text.slice(0, template).split('\n').length}`, {
      message: 'is a template of Helm that was not rendered ({{ … }})',
      accepted: 'what helm template prints',
    });
  }
  throwIfAny(errors);
  return withExports([...objects.values()]);
}

function withExports(placed: PlacedObject[]): PlacedObject[] {
  const exports = placed.map(({ object }) => object).filter(isServiceExport);
  const exported = new Set(exports.map(({ metadata }) => metadata.name));
  return placed.map(one => ({ ...one, object: asExported(one.object, exported) }));
}

/** What is wrong in a manifest, as an error of the document. */
export function manifestError(
  { application, url, field }: ManifestContext,
  where: string,
  { path, message, accepted }: Problem,
): FieldError {
  const place = [url ?? `manifest of ${application}`, where].filter(Boolean).join(', ');
  const what = path ? `${pathText(path)} ${message}` : message;
  return {
    field: field ?? `applications.${application}.source.url`,
    message: `${place}: ${what}`,
    ...(accepted && { accepted }),
  };
}

/** The items of a List, of Lists in it, or the value itself, each with where it stands. */
function itemsOf(value: unknown, path: ObjectPath = []): { value: unknown; path: ObjectPath }[] {
  if (!isList(value)) {
    return [{ value, path }];
  }
  const items = value.items ?? [];
  return Array.isArray(items)
    ? items.flatMap((item, index) => itemsOf(asItem(item, value), [...path, 'items', index]))
    : [{ value, path }];
}

/** Items of a list of one kind may leave out what they are, as in the answers of an API server. */
function asItem(item: unknown, { apiVersion, kind }: { apiVersion?: unknown; kind: string }) {
  const isBare = isRecord(item) && item.apiVersion === undefined && item.kind === undefined;
  return isBare && kind !== 'List' ? { apiVersion, kind: kind.slice(0, -4), ...item } : item;
}

/** A kind of an extension may end like this and be none. */
function isList(value: unknown): value is { apiVersion?: unknown; kind: string; items?: unknown } {
  return (
    isRecord(value) &&
    typeof value.kind === 'string' &&
    value.kind.endsWith('List') &&
    (Array.isArray(value.items) ||
      value.items === null ||
      (value.kind === 'List' && value.apiVersion === 'v1'))
  );
}

function listProblem({ items }: { items?: unknown }): Problem {
  return {
    path: ['items'],
    message: `is ${describeNode(items)}`,
    accepted: 'a list of Kubernetes objects',
  };
}

function withNamespace(object: ManifestObject, namespace: string): ManifestObject {
  return { ...object, metadata: { ...object.metadata, namespace } };
}
