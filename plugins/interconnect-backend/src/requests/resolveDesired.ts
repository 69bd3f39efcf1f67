import {
  checkChange,
  checkServices,
  chooseSpokes,
  DesiredNetwork,
  digestOf,
  DocumentError,
  FieldError,
  limitsOf,
  ReadManifest,
  tenancyErrors,
  writtenField,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';
import { countOthers } from '../store/claims';
import type { StoredNetwork } from '../store/NetworkStore';
import { clashesWithOthers } from './clashesWithOthers';
import { parsedManifest, readSources } from './readSources';

/** A document with everything that it names. */
export interface Resolved {
  desired: DesiredNetwork;
  /** Bytes of its manifests by digest. */
  manifests: Record<string, string>;
}

/**
 * A request's body as what a rollout can be planned for: checked, its clusters known, its manifests
 * read, its charts rendered.
 *
 * @param current - what is there now; some fields cannot change
 * @throws DocumentError with everything that is wrong with the document; when there is nothing,
 *   with everything that is wrong with what it names
 */
export async function resolveDesired(
  services: Pick<
    Services,
    'networks' | 'access' | 'manifests' | 'charts' | 'parser' | 'listClusters' | 'tenancy'
  >,
  request: {
    project: string;
    name: string;
    body: unknown;
    current: StoredNetwork | undefined;
    requester: Requester;
  },
): Promise<Resolved> {
  const { project, name, body, current, requester } = request;
  const written = await services.parser.document(body, name);
  const limits = limitsOf(services.tenancy, project);
  const clusters = await services.listClusters();
  const { document, selection, errors } = chooseSpokes(limits, written, clusters);
  if (selection) {
    // The body that was allowed has not named them.
    await services.access.requirePut(requester, { project, name, asked: document });
  }
  const claims = await services.networks.listClaims();
  const asked = {
    document,
    clusters,
    ...(!current && { networks: countOthers(claims, { project, name }) }),
  };
  // What the project may not use is not read either.
  const refused = tenancyErrors(limits, asked).map(({ field }) => field);
  const read = await readSources(services, document, source =>
    refused.every(field => !field.startsWith(source)),
  );
  const desired: DesiredNetwork = {
    project,
    name,
    document,
    ...(selection && { selection }),
    manifests: read.digests,
    exposed: read.exposed,
    ...(Object.keys(read.deployments).length > 0 && { deployments: read.deployments }),
    ...(Object.keys(read.notes).length > 0 && { notes: read.notes }),
  };
  refuse(desired, [
    ...errors,
    ...tenancyErrors(limits, { ...asked, ...readOf(read) }),
    ...read.errors,
    ...checkServices(desired, read.parsed),
    ...checkChange(current?.desired, desired, current?.applied),
    ...(await clashesWithOthers(services, { desired, claims, requester })),
  ]);
  return { desired, manifests: read.texts };
}

/**
 * Checks what a network asks for once more, because its project may do less since. Its manifests
 * are not read: the bytes that were read when it was put are in the store.
 *
 * @param requester - absent: nobody, so that no other network is named
 * @throws DocumentError with everything that is wrong by now
 */
export async function recheckDesired(
  services: Pick<Services, 'networks' | 'access' | 'parser' | 'listClusters' | 'tenancy'>,
  { desired }: Pick<StoredNetwork, 'desired'>,
  requester?: Requester,
): Promise<void> {
  const texts = await services.networks.getManifests(Object.values(desired.manifests));
  const claims = await services.networks.listClaims();
  const parsing = (desired.document.applications ?? []).flatMap((application, index) => {
    const digest = digestOf(application, desired);
    return digest === undefined
      ? []
      : [parsedManifest(services, application, { index, text: texts[digest] })];
  });
  const parsed = await Promise.all(parsing);
  refuse(desired, [
    ...tenancyErrors(limitsOf(services.tenancy, desired.project), {
      document: desired.document,
      clusters: await services.listClusters(),
      ...readOf({ parsed, texts }),
    }),
    ...checkServices(desired, parsed),
    ...(await clashesWithOthers(services, { desired, claims, requester })),
  ]);
}

/** Throws what is wrong, at the fields of the document as it was put. */
export function refuse({ selection }: DesiredNetwork, errors: FieldError[]): void {
  if (errors.length > 0) {
    throw new DocumentError(
      errors.map(error => ({ ...error, field: writtenField(error.field, selection) })),
    );
  }
}

/** What is judged of manifests. */
function readOf({ parsed, texts }: { parsed: ReadManifest[]; texts: Record<string, string> }) {
  const bytes = Object.values(texts).map(text => Buffer.byteLength(text));
  return { manifests: parsed, manifestBytes: bytes.reduce((sum, one) => sum + one, 0) };
}
