import {
  checkAgainstOthers,
  checkChange,
  ClusterInfo,
  DocumentError,
  FieldError,
  Network,
  networkNameErrors,
  parseNetworkDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import { completed, formDocumentOf } from './formDocument';
import { RequestContent } from './requestState';

/** What is known beside the request; absent: not known (yet), then only the server can say. */
export interface Surroundings {
  /** All that the person may see. */
  clusters?: ClusterInfo[];
  /** All that the person may see. */
  networks?: Network[];
}

/**
 * Everything that is wrong with the request as far as the browser can know: with the same rules as the server.
 */
export function checkRequest(
  { project, name, etag, document }: RequestContent,
  { clusters, networks }: Surroundings,
): FieldError[] {
  const missing = (field: string, value: string, accepted: string): FieldError[] =>
    value ? [] : [{ field, message: 'is missing', accepted }];
  const errors = [
    ...missing('project', project, 'a System of the catalog'),
    ...(name ? networkNameErrors(name) : missing('name', name, 'a name')),
    ...documentErrors(document, name),
    ...clusterErrors(document, project, clusters),
  ];
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

/** Whether a cluster may be used by a project. Names of projects are compared without regard to case. */
export function isFor(project: string, { projects }: ClusterInfo): boolean {
  return projects?.some(name => name.toLowerCase() === project.toLowerCase()) ?? true;
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

/** What is missing is the hub: asked for there, and not complained of in what has been entered before it. */
function askForHub(error: FieldError): FieldError {
  return error.field === 'spokes' || error.field === 'applications'
    ? { field: 'hub.cluster', message: 'is missing', accepted: 'a cluster' }
    : error;
}

function clusterErrors(
  document: RequestContent['document'],
  project: string,
  clusters: ClusterInfo[] | undefined,
): FieldError[] {
  if (!clusters) return [];
  const { hub, spokes = [] } = formDocumentOf(document);
  const members = [
    { field: 'hub.cluster', cluster: hub?.cluster },
    ...spokes.map(({ cluster }, index) => ({ field: `spokes[${index}].cluster`, cluster })),
  ];
  return members.flatMap(({ field, cluster }) => {
    if (!cluster) return [];
    const known = clusters.find(({ name }) => name === cluster);
    if (known && (!project || isFor(project, known))) return [];
    const message = known
      ? `cluster '${cluster}' is not for project '${project}'`
      : `cluster '${cluster}' is unknown`;
    return [{ field, message, accepted: 'a cluster that the project may use' }];
  });
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
