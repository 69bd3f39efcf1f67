import { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { isRecord, Json, JsonObject } from './json';

/**
 * The document while it is written: a JSON object in which what the form shows has the right type as far as it is there.
 * It may have more than the form shows, and it may not be complete.
 */
export interface FormDocument {
  description?: string;
  hub?: {
    cluster?: string;
    loadBalancer?: { addresses?: string[]; allowedSources?: string[] };
  };
  spokes?: { cluster?: string }[];
  applications?: FormApplication[];
}

/** An application while it is written. */
export interface FormApplication {
  name?: string;
  clusters?: string[];
  namespace?: string;
  expose?: boolean;
  /** Of a kind that the form does not know, only the kind is shown. */
  source?: { kind?: string; url?: string; services?: string[] };
}

/** What the form can show of a document that `shapeProblem` has nothing against. */
export function formDocumentOf(document: JsonObject): FormDocument {
  return document as FormDocument;
}

/** What has to be there before anything is asked for. */
export const emptyDocument: JsonObject = { type: 'application-mesh' };

/** The field of the first thing that the form cannot show, because its type is another one. */
export function shapeProblem(document: Json): string | undefined {
  if (!isRecord(document)) return '';
  return firstOf(
    wrong(document, '', 'description', isText),
    within(document, '', 'hub', hub =>
      firstOf(
        wrong(hub, 'hub', 'cluster', isText),
        within(hub, 'hub', 'loadBalancer', (loadBalancer, path) =>
          firstOf(
            wrong(loadBalancer, path, 'addresses', isTexts),
            wrong(loadBalancer, path, 'allowedSources', isTexts),
          ),
        ),
      ),
    ),
    each(document, 'spokes', (spoke, path) => wrong(spoke, path, 'cluster', isText)),
    each(document, 'applications', (application, path) =>
      firstOf(
        wrong(application, path, 'name', isText),
        wrong(application, path, 'clusters', isTexts),
        wrong(application, path, 'namespace', isText),
        wrong(application, path, 'expose', value => typeof value === 'boolean'),
        within(application, path, 'source', (source, at) =>
          firstOf(
            wrong(source, at, 'kind', isText),
            wrong(source, at, 'url', isText),
            wrong(source, at, 'services', isTexts),
          ),
        ),
      ),
    ),
  );
}

/** The document with nothing missing that the checks of documents rely on; incomplete parts are empty. */
export function completed(document: FormDocument): NetworkDocument {
  const { hub, spokes = [], applications = [] } = document;
  return {
    ...document,
    type: 'application-mesh',
    hub: hub && { ...hub, cluster: hub.cluster ?? '' },
    spokes: spokes.flatMap(({ cluster }) => (cluster ? [{ cluster }] : [])),
    applications: applications.map(
      ({ name = '', clusters = [], namespace = '', expose, source }) => ({
        name,
        clusters,
        namespace,
        expose,
        source:
          source?.kind === 'existing'
            ? { kind: 'existing', services: source.services ?? [] }
            : { kind: 'manifests', url: source?.url ?? '' },
      }),
    ),
  };
}

function wrong(
  object: JsonObject,
  path: string,
  key: string,
  isRight: (value: Json) => boolean,
): string | undefined {
  return !Object.hasOwn(object, key) || isRight(object[key]) ? undefined : join(path, key);
}

function within(
  object: JsonObject,
  path: string,
  key: string,
  problem: (value: JsonObject, path: string) => string | undefined,
): string | undefined {
  if (!Object.hasOwn(object, key)) return undefined;
  const value = object[key];
  return isRecord(value) ? problem(value, join(path, key)) : join(path, key);
}

function each(
  document: JsonObject,
  key: string,
  problem: (item: JsonObject, path: string) => string | undefined,
): string | undefined {
  if (!Object.hasOwn(document, key)) return undefined;
  const items = document[key];
  if (!Array.isArray(items)) return key;
  return firstOf(
    ...items.map((item, index) => {
      const path = `${key}[${index}]`;
      return isRecord(item) ? problem(item, path) : path;
    }),
  );
}

function firstOf(...problems: (string | undefined)[]): string | undefined {
  return problems.find(problem => problem !== undefined);
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}

function isText(value: Json): boolean {
  return typeof value === 'string';
}

function isTexts(value: Json): boolean {
  return Array.isArray(value) && value.every(isText);
}
