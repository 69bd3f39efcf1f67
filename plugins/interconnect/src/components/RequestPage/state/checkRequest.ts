import {
  checkAgainstOthers,
  checkChange,
  ClusterInfo,
  DocumentError,
  FieldError,
  Network,
  networkNameErrors,
  parseNetworkDocument,
  ProjectLimits,
  tenancyErrors,
} from '@interconnect/backstage-plugin-interconnect-common';
import { completed, formDocumentOf } from './formDocument';
import { RequestContent } from './requestState';

/** What the browser knows beside the request; absent: not known (yet), then only the server can say. */
export interface KnownToBrowser {
  /** All that the person may see. */
  clusters?: ClusterInfo[];
  /** All that the person may see. */
  networks?: Network[];
  /** Of the project. */
  limits?: ProjectLimits;
}

/**
 * Everything that is wrong with the request as far as the browser can know: with the same rules as
 * the server.
 */
export function checkRequest(
  { project, name, etag, document }: RequestContent,
  { clusters, networks, limits }: KnownToBrowser,
): FieldError[] {
  const missing = (field: string, value: string, accepted: string): FieldError[] =>
    value ? [] : [{ field, message: 'is missing', accepted }];
  const errors = [
    ...missing('project', project, 'a System of the catalog'),
    ...(name ? networkNameErrors(name) : missing('name', name, 'a name')),
    ...documentErrors(document, name),
  ];
  errors.push(...withoutKnown(limitErrors(document, limits, clusters), errors));
  const others = networks?.filter(({ spec }) => spec.hub) ?? [];
  const desired = desiredOf({ project, name, spec: completed(formDocumentOf(document)) });
  const taken = networks?.find(network => network.project === project && network.name === name);
  if (taken && etag === undefined) {
    errors.push({
      field: 'name',
      message: `'${name}' is a network of this project already`,
      accepted: 'a name that no other network of the project has',
    });
  }
  if (taken && etag !== undefined) errors.push(...checkChange(desiredOf(taken), desired));
  errors.push(...checkAgainstOthers(desired, others.map(desiredOf)));
  return errors;
}

function documentErrors(document: RequestContent['document'], name: string): FieldError[] {
  try {
    parseNetworkDocument(document, name ? { network: name } : {});
    return [];
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { hub } = formDocumentOf(document);
    const others = error.fields.filter(({ field }) => field !== 'name');
    return hub ? others : others.map(askForHub);
  }
}

/**
 * What is missing is the hub: asked for there, and not complained of in what has been entered
 * before it.
 */
function askForHub(error: FieldError): FieldError {
  return error.field === 'spokes' || error.field === 'applications'
    ? { field: 'hub.cluster', message: 'is missing', accepted: 'a cluster' }
    : error;
}

/** What the project may not do. */
function limitErrors(
  document: RequestContent['document'],
  limits: ProjectLimits | undefined,
  clusters: ClusterInfo[] | undefined,
): FieldError[] {
  if (!limits) return [];
  const form = formDocumentOf(document);
  // Each at its own index, also one that is not chosen yet.
  const spokes = form.spokes?.map(({ cluster = '' }) => ({ cluster }));
  return tenancyErrors(limits, { document: { ...completed(form), spokes }, clusters });
}

/** Without those about fields that are known to be missing or wrong already. */
function withoutKnown(errors: FieldError[], known: FieldError[]): FieldError[] {
  const isWithin = (place: string, field: string) =>
    place === field || place.startsWith(`${field}.`) || place.startsWith(`${field}[`);
  return errors.filter(error => !known.some(({ field }) => isWithin(error.field, field)));
}

function desiredOf({ project, name, spec }: Pick<Network, 'project' | 'name' | 'spec'>) {
  return { project, name, document: spec, manifests: {} };
}

/** Errors that the server named in its answer; undefined when it was about something else. */
export function fieldErrorsOf(error: Error): FieldError[] | undefined {
  const { body } = error as { body?: { error?: { fields?: unknown } } };
  const fields = body?.error?.fields;
  return Array.isArray(fields) && fields.length > 0 && fields.every(isFieldError)
    ? fields
    : undefined;
}

function isFieldError(value: unknown): value is FieldError {
  const { field, message } = (value ?? {}) as Partial<FieldError>;
  return typeof field === 'string' && typeof message === 'string';
}
