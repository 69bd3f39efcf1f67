import { exposedPorts, serviceLikeOf } from './annotations';
import { groupOf } from './clusterScoped';
import { identityOf, isRecord } from './disclosure';
import { FieldError, throwIfAny } from './errors';
import { caseHint, objectProblems, Problem } from './manifestProblems';
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

/** Objects of a manifest at most. @public */
export const maxManifestObjects = 1000;

/**
 * The objects of a manifest, in its order, Lists taken apart, the application's namespace filled
 * in. Refused are objects outside that namespace, cluster-scoped kinds, Secrets (the text of a
 * manifest is kept with the request), and whatever cannot be applied again under the same name.
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
  const unreadable = text.search(/[\0\p{Cs}]/u);
  if (unreadable >= 0) {
    refuse(`line ${text.slice(0, unreadable).split('\n').length}`, {
      message: 'holds a character that no YAML has',
      accepted: 'a text in UTF-8 without NUL',
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
  const parts = documents.map(document => ({
    ...document,
    values: document.error ? [] : flattened(document),
  }));
  const count = parts.reduce((sum, { values }) => sum + Math.max(1, values.length), 0);
  if (count > maxManifestObjects) {
    refuse('', {
      message: `holds ${count} objects`,
      accepted: `at most ${maxManifestObjects}`,
    });
    throwIfAny(errors);
  }
  const objects = new Map<string, ManifestObject>();
  for (const { line, keys, error, values } of parts) {
    if (error) {
      refuse(`line ${error.line}, column ${error.column}`, {
        message: `is not YAML: ${error.message}${caseHint(keys)}`,
        accepted: 'YAML with the fields of each level at the same indentation',
      });
    }
    for (const value of values) {
      const problems = objectProblems(value, context.namespace);
      const where = `line ${line}${nameOf(value)}`;
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
export function exposedServicesOf(objects: readonly ManifestObject[]): {
  services: { name: string; port: number }[];
  errors: FieldError[];
} {
  const services: { name: string; port: number }[] = [];
  const errors: FieldError[] = [];
  for (const object of objects) {
    if (object.kind === 'Service' && object.apiVersion === 'v1') {
      const service = serviceLikeOf(object);
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

function withNamespace(object: ManifestObject, namespace: string): ManifestObject {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function nameOf(value: unknown): string {
  const identity = identityOf(value);
  return identity ? `, ${identity}` : '';
}
