import { labelPrefix } from '../network/labels';
import { exposedPorts, serviceLikeOf } from './annotations';
import { groupOf, isClusterScoped } from './clusterScoped';
import { FieldError, throwIfAny } from './errors';
import { kindOf } from './shapeErrors';
import { YamlDocument, yamlDocuments } from './yamlDocuments';

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

type Problem = { message: string; accepted?: string };

/**
 * The objects of a manifest, in its order, Lists taken apart, the application's namespace filled in. Refused are
 * objects outside that namespace, cluster-scoped kinds, Secrets (the text of a manifest is kept with the request), and
 * whatever cannot be applied again under the same name.
 *
 * @throws DocumentError with everything that is wrong
 * @public
 */
export function parseManifests(text: string, context: ManifestContext): ManifestObject[] {
  const { application, url, field = `applications.${application}.source.url` } = context;
  const errors: FieldError[] = [];
  const refuse = (where: string, { message, accepted }: Problem) => {
    const place = [url ?? `manifest of ${application}`, where].filter(Boolean).join(', ');
    errors.push({ field, message: `${place}: ${message}`, ...(accepted && { accepted }) });
  };

  if (text.length > maxManifestLength) {
    refuse('', {
      message: `has ${text.length} characters`,
      accepted: `at most ${maxManifestLength}`,
    });
    throwIfAny(errors);
  }
  const documents = yamlDocuments(text);
  if (documents.length === 0) {
    refuse('', {
      message: 'holds no object',
      accepted: 'YAML with at least one Kubernetes object',
    });
  }
  const objects = new Map<string, ManifestObject>();
  for (const document of documents) {
    if (document.error) {
      const { message, line, column } = document.error;
      refuse(`line ${line}, column ${column}`, {
        message: `is not YAML: ${message}${caseHint(document.keys)}`,
        accepted: 'YAML with the fields of each level at the same indentation',
      });
    }
    for (const value of document.error ? [] : flattened(document)) {
      const problems = objectProblems(value, context);
      const where = `line ${document.line}${nameOf(value)}`;
      problems.forEach(problem => refuse(where, problem));
      if (problems.length === 0) {
        const object = withNamespace(value as ManifestObject, context.namespace);
        const key = `${groupOf(object.apiVersion)}/${object.kind}/${object.metadata.name}`;
        if (objects.has(key)) {
          refuse(where, { message: 'stands there twice', accepted: 'each object only once' });
        }
        objects.set(key, object);
      }
    }
  }
  throwIfAny(errors);
  return [...objects.values()];
}

/**
 * What a manifest's Services expose by their annotations, for previews and clashes.
 *
 * @public
 */
export function exposedServicesOf(objects: ManifestObject[]): {
  services: { name: string; port: number }[];
  errors: FieldError[];
} {
  const services: { name: string; port: number }[] = [];
  const errors: FieldError[] = [];
  for (const object of objects) {
    if (object.kind === 'Service' && object.apiVersion === 'v1') {
      const service = serviceLikeOf(object as Parameters<typeof serviceLikeOf>[0]);
      const found = exposedPorts(service);
      found.ports.forEach(port => services.push({ name: service.name, port }));
      errors.push(...found.errors);
    }
  }
  return { services, errors };
}

/** The items of a List, of Lists in it, or the value itself. */
function flattened({ value }: YamlDocument): unknown[] {
  const items = (one: unknown): unknown[] =>
    isRecord(one) &&
    typeof one.kind === 'string' &&
    one.kind.endsWith('List') &&
    Array.isArray(one.items)
      ? one.items.flatMap(items)
      : [one];
  return items(value);
}

function objectProblems(value: unknown, { namespace }: ManifestContext): Problem[] {
  if (!isRecord(value)) {
    return [{ message: `is ${kindOf(value)}`, accepted: 'a Kubernetes object' }];
  }
  const { apiVersion, kind, metadata } = value;
  const problems: Problem[] = [];
  const hint = caseHint(Object.keys(value));
  if (typeof apiVersion !== 'string' || !apiVersion) {
    problems.push({
      message: `has no apiVersion${hint}`,
      accepted: "a text like 'v1' or 'apps/v1'",
    });
  }
  if (typeof kind !== 'string' || !kind) {
    problems.push({
      message: `has no kind${hint}`,
      accepted: "a text like 'Service' or 'Deployment'",
    });
  }
  if (!isRecord(metadata)) {
    problems.push({ message: `has no metadata${hint}`, accepted: 'metadata with a name' });
  } else {
    problems.push(...metadataProblems(metadata, namespace));
  }
  if (typeof apiVersion === 'string' && typeof kind === 'string') {
    problems.push(...kindProblems(apiVersion, kind, namespace));
  }
  return problems;
}

function kindProblems(apiVersion: string, kind: string, namespace: string): Problem[] {
  if (isClusterScoped(apiVersion, kind)) {
    return [
      {
        message: `${kind} concerns the whole cluster`,
        accepted: `objects in the namespace '${namespace}'`,
      },
    ];
  }
  return kind === 'Secret' && apiVersion === 'v1'
    ? [
        {
          message: 'is a Secret, which would be kept in the history of the request',
          accepted:
            'Secrets that are created on the cluster by other means, and references to them',
        },
      ]
    : [];
}

function metadataProblems(metadata: Record<string, unknown>, namespace: string): Problem[] {
  const problems: Problem[] = [];
  if (metadata.generateName !== undefined) {
    problems.push({
      message: 'has metadata.generateName, which makes another object each time it is applied',
      accepted: 'metadata.name',
    });
  } else if (typeof metadata.name !== 'string' || !metadata.name.trim()) {
    problems.push({
      message: `has no metadata.name${caseHint(Object.keys(metadata))}`,
      accepted: "a text like 'my-backend'",
    });
  }
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    problems.push({
      message: `is in namespace '${metadata.namespace}', and not in that of the application`,
      accepted: `'${namespace}', or no namespace`,
    });
  }
  for (const field of ['labels', 'annotations']) {
    problems.push(...textProblems(field, metadata[field]));
  }
  return problems;
}

function textProblems(field: string, texts: unknown): Problem[] {
  if (texts === undefined || texts === null) {
    return [];
  }
  if (!isRecord(texts)) {
    return [{ message: `metadata.${field} is ${kindOf(texts)}`, accepted: 'names with texts' }];
  }
  return Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value !== 'string') {
      return [
        { message: `metadata.${field}, ${key} is ${kindOf(value)}`, accepted: 'a text, in quotes' },
      ];
    }
    return field === 'labels' && key.startsWith(labelPrefix)
      ? [{ message: `has the label ${key}, which is set by the rollout`, accepted: 'other labels' }]
      : [];
  });
}

const fieldNames = [
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'labels',
  'annotations',
  'spec',
  'data',
];

/** ", but 'Kind': names of fields are case-sensitive" if a field only differs in case from a known one. */
function caseHint(keys: string[]): string {
  const wrong = keys.flatMap(key => {
    const meant = fieldNames.find(name => name !== key && name.toLowerCase() === key.toLowerCase());
    return meant ? [`'${key}' is not '${meant}'`] : [];
  });
  return wrong.length > 0 ? `; names of fields are case-sensitive: ${wrong.join(', ')}` : '';
}

function withNamespace(object: ManifestObject, namespace: string): ManifestObject {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function nameOf(value: unknown): string {
  if (!isRecord(value) || !isRecord(value.metadata)) {
    return '';
  }
  const { kind = 'object', metadata } = value;
  return typeof metadata.name === 'string' ? `, ${kind} ${metadata.name}` : `, ${kind}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
