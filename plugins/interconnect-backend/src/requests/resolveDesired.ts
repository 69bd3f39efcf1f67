import {
  checkChange,
  checkServices,
  DesiredNetwork,
  DocumentError,
  exposedServicesOf,
  FieldError,
  NetworkDocument,
  parseManifests,
  parseNetworkDocument,
  sha256Hex,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import { isForProject } from '../clusters/clusterProjects';
import type { Services } from '../Services';
import type { StoredNetwork } from '../store/NetworkStore';
import { clashesWithOthers } from './clashesWithOthers';

/** A document with everything that it names. */
export interface Resolved {
  desired: DesiredNetwork;
  /** Bytes of its manifests by digest. */
  manifests: Record<string, string>;
}

/**
 * A request's body as what a rollout can be planned for: checked, its clusters known, its manifests read.
 *
 * @param current - what is there now; some fields cannot change
 * @throws DocumentError with everything that is wrong with the document; when there is nothing, with everything that is
 *   wrong with what it names
 */
export async function resolveDesired(
  services: Pick<Services, 'store' | 'access' | 'manifests' | 'listClusters'>,
  request: {
    project: string;
    name: string;
    body: unknown;
    current: StoredNetwork | undefined;
    requester: Requester;
  },
): Promise<Resolved> {
  const { project, name, body, current, requester } = request;
  const document = parseNetworkDocument(body, { network: name });
  const errors = await clusterErrors(services, project, document);
  const read = await readManifests(services, document);
  errors.push(...read.errors);
  const desired: DesiredNetwork = {
    project,
    name,
    document,
    manifests: read.digests,
    exposed: read.exposed,
  };
  errors.push(
    ...checkServices(desired),
    ...checkChange(current?.desired, desired, current?.applied),
    ...(await clashesWithOthers(services, desired, requester)),
  );
  refuse(errors);
  return { desired, manifests: read.texts };
}

/**
 * Checks what a network asks for once more, because clusters may have been taken from its project since. Its manifests are
 * not read: the bytes that were read when it was put are in the store.
 *
 * @throws DocumentError with everything that is wrong by now
 */
export async function recheckDesired(
  services: Pick<Services, 'store' | 'access' | 'listClusters'>,
  { project, desired }: Pick<StoredNetwork, 'project' | 'desired'>,
  requester: Requester,
): Promise<void> {
  refuse([
    ...(await clusterErrors(services, project, desired.document)),
    ...checkServices(desired),
    ...(await clashesWithOthers(services, desired, requester)),
  ]);
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) {
    throw new DocumentError(errors);
  }
}

async function clusterErrors(
  services: Pick<Services, 'listClusters'>,
  project: string,
  { hub, spokes = [] }: NetworkDocument,
): Promise<FieldError[]> {
  const members = [
    ...(hub ? [{ field: 'hub.cluster', cluster: hub.cluster }] : []),
    ...spokes.map(({ cluster }, index) => ({ field: `spokes[${index}].cluster`, cluster })),
  ];
  if (members.length === 0) {
    return [];
  }
  const clusters = await services.listClusters();
  const usable = clusters.filter(cluster => isForProject(cluster, project));
  const names = new Set(usable.map(({ name }) => name));
  return members
    .filter(({ cluster }) => !names.has(cluster))
    .map(({ field, cluster }) => ({
      field,
      message: clusters.some(({ name }) => name === cluster)
        ? `cluster '${cluster}' is not for project '${project}'`
        : `cluster '${cluster}' is unknown`,
      accepted: usable.length > 0 ? `one of ${[...names].join(', ')}` : 'no cluster is known',
    }));
}

async function readManifests(
  services: Pick<Services, 'manifests'>,
  document: NetworkDocument,
): Promise<{
  digests: Record<string, string>;
  texts: Record<string, string>;
  exposed: NonNullable<DesiredNetwork['exposed']>;
  errors: FieldError[];
}> {
  const digests: Record<string, string> = {};
  const texts: Record<string, string> = {};
  const exposed: NonNullable<DesiredNetwork['exposed']> = {};
  const errors: FieldError[] = [];
  const bytes = new Map<string, Promise<string>>();
  for (const [index, application] of (document.applications ?? []).entries()) {
    const { name, source, namespace, expose } = application;
    if (source.kind !== 'manifests') {
      continue;
    }
    const field = `applications[${index}].source.url`;
    try {
      const key = `${source.url} ${source.digest ?? ''}`;
      const read = bytes.get(key) ?? services.manifests.read(source);
      bytes.set(key, read);
      const text = await read;
      const digest = sha256Hex(text);
      digests[source.url] = digest;
      texts[digest] = text;
      const objects = parseManifests(text, {
        application: name,
        namespace,
        url: source.url,
        field,
      });
      if (expose) {
        const found = exposedServicesOf(objects);
        exposed[digest] = found.services;
        errors.push(
          ...found.errors.map(error => ({
            ...error,
            field,
            message: `${source.url}, ${error.field}: ${error.message}`,
          })),
        );
      }
    } catch (error) {
      errors.push(...fieldErrors(field, error));
    }
  }
  return { digests, texts, exposed, errors };
}

/** What was refused in a manifest, or that it cannot be read; anything else goes on. */
function fieldErrors(field: string, error: unknown): FieldError[] {
  if (error instanceof DocumentError) {
    return error.fields;
  }
  if (error instanceof Error && error.name === 'InputError') {
    return [{ field, message: error.message }];
  }
  throw error;
}
