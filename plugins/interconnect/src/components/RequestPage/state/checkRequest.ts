import {
  checkAgainstOthers,
  checkChange,
  ChosenSpokes,
  ClusterInfo,
  DocumentError,
  FieldError,
  Network,
  networkNameErrors,
  parseNetworkDocument,
  ProjectLimits,
  resolvedSpec,
  tenancyErrors,
  writtenField,
} from '@interconnect/backstage-plugin-interconnect-common';
import { chosenDocument, formDocumentOf } from './formDocument';
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
  const chosen = chosenDocument(formDocumentOf(document), { clusters, limits });
  errors.push(...withoutKnown(limitErrors(chosen, limits, clusters), errors));
  const others = networks?.filter(({ spec }) => spec.hub) ?? [];
  const taken = networks?.find(network => network.project === project && network.name === name);
  if (taken && etag === undefined) {
    errors.push({
      field: 'name',
      message: `'${name}' is a network of this project already`,
      accepted: 'a name that no other network of the project has',
    });
  }
  // Whom selectors choose is not known: then only the server can say.
  if (!chosen) return errors;
  const desired = { project, name, document: chosen.document, manifests: {} };
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
  chosen: ChosenSpokes | undefined,
  limits: ProjectLimits | undefined,
  clusters: ClusterInfo[] | undefined,
): FieldError[] {
  if (!limits || !chosen) return [];
  const { document, selection, errors } = chosen;
  return [...errors, ...tenancyErrors(limits, { document, clusters })].map(error => ({
    ...error,
    field: writtenField(error.field, selection),
  }));
}

/** Without those about fields that are known to be missing or wrong already. */
function withoutKnown(errors: FieldError[], known: FieldError[]): FieldError[] {
  const isWithin = (place: string, field: string) =>
    place === field || place.startsWith(`${field}.`) || place.startsWith(`${field}[`);
  return errors.filter(error => !known.some(({ field }) => isWithin(error.field, field)));
}

function desiredOf(network: Network) {
  const { project, name } = network;
  return { project, name, document: resolvedSpec(network), manifests: {} };
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
