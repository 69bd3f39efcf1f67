import {
  Application,
  checkChange,
  checkServices,
  DesiredNetwork,
  DocumentError,
  FieldError,
  limitsOf,
  NetworkDocument,
  ReadManifest,
  sha256Hex,
  tenancyErrors,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import type { ParsedManifest } from '../parsing/parse';
import type { Services } from '../Services';
import { countOthers } from '../store/claims';
import type { StoredNetwork } from '../store/NetworkStore';
import { clashesWithOthers } from './clashesWithOthers';

/** A document with everything that it names. */
export interface Resolved {
  desired: DesiredNetwork;
  /** Bytes of its manifests by digest. */
  manifests: Record<string, string>;
}

/**
 * A request's body as what a rollout can be planned for: checked, its clusters known, its manifests
 * read.
 *
 * @param current - what is there now; some fields cannot change
 * @throws DocumentError with everything that is wrong with the document; when there is nothing,
 *   with everything that is wrong with what it names
 */
export async function resolveDesired(
  services: Pick<
    Services,
    'networks' | 'access' | 'manifests' | 'parser' | 'listClusters' | 'tenancy'
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
  const document = await services.parser.document(body, name);
  const limits = limitsOf(services.tenancy, project);
  const claims = await services.networks.listClaims();
  const asked = {
    document,
    clusters: await services.listClusters(),
    ...(!current && { networks: countOthers(claims, { project, name }) }),
  };
  // What the project may not use is not read either.
  const refused = tenancyErrors(limits, asked).map(({ field }) => field);
  const read = await readManifests(services, document, source =>
    refused.every(field => !field.startsWith(source)),
  );
  const desired: DesiredNetwork = {
    project,
    name,
    document,
    manifests: read.digests,
    exposed: read.exposed,
  };
  refuse([
    ...tenancyErrors(limits, { ...asked, ...readOf(read) }),
    ...read.errors,
    ...checkServices(desired),
    ...checkChange(current?.desired, desired, current?.applied),
    ...(await clashesWithOthers(services, { desired, claims, requester })),
  ]);
  return { desired, manifests: read.texts };
}

/**
 * Checks what a network asks for once more, because its project may do less since. Its manifests
 * are not read: the bytes that were read when it was put are in the store.
 *
 * @throws DocumentError with everything that is wrong by now
 */
export async function recheckDesired(
  services: Pick<Services, 'networks' | 'access' | 'parser' | 'listClusters' | 'tenancy'>,
  { desired }: Pick<StoredNetwork, 'desired'>,
  requester: Requester,
): Promise<void> {
  const texts = await services.networks.getManifests(Object.values(desired.manifests));
  const claims = await services.networks.listClaims();
  const parsing = (desired.document.applications ?? []).flatMap((application, index) => {
    const { source } = application;
    if (source.kind !== 'manifests') {
      return [];
    }
    const text = texts[desired.manifests[source.url]];
    const place = { url: source.url, field: manifestField(index), text };
    return [parsedManifest(services, application, place)];
  });
  const parsed = await Promise.all(parsing);
  refuse([
    ...tenancyErrors(limitsOf(services.tenancy, desired.project), {
      document: desired.document,
      clusters: await services.listClusters(),
      ...readOf({ parsed, texts }),
    }),
    ...checkServices(desired),
    ...(await clashesWithOthers(services, { desired, claims, requester })),
  ]);
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) {
    throw new DocumentError(errors);
  }
}

/** What is judged of manifests. */
function readOf({ parsed, texts }: { parsed: ReadManifest[]; texts: Record<string, string> }) {
  const bytes = Object.values(texts).map(text => Buffer.byteLength(text));
  return { manifests: parsed, manifestBytes: bytes.reduce((sum, one) => sum + one, 0) };
}

function manifestField(index: number): string {
  return `applications[${index}].source.url`;
}

async function parsedManifest(
  { parser }: Pick<Services, 'parser'>,
  { name, namespace }: Pick<Application, 'name' | 'namespace'>,
  { url, field, text }: { url: string; field: string; text: string },
): Promise<ReadManifest & ParsedManifest> {
  const context = { application: name, namespace, url, field };
  return { field, url, ...(await parser.manifest(text, context)) };
}

async function readManifests(
  services: Pick<Services, 'manifests' | 'parser'>,
  document: NetworkDocument,
  mayRead: (sourceField: string) => boolean,
): Promise<{
  digests: Record<string, string>;
  texts: Record<string, string>;
  parsed: ReadManifest[];
  exposed: NonNullable<DesiredNetwork['exposed']>;
  errors: FieldError[];
}> {
  const digests: Record<string, string> = {};
  const texts: Record<string, string> = {};
  const parsed: ReadManifest[] = [];
  const exposed: NonNullable<DesiredNetwork['exposed']> = {};
  const errors: FieldError[] = [];
  const bytes = new Map<string, Promise<string>>();
  for (const [index, application] of (document.applications ?? []).entries()) {
    const { source, expose } = application;
    if (source.kind !== 'manifests' || !mayRead(`applications[${index}].source`)) {
      continue;
    }
    const field = manifestField(index);
    try {
      const key = `${source.url} ${source.digest ?? ''}`;
      const read = bytes.get(key) ?? services.manifests.read(source);
      bytes.set(key, read);
      const text = await read;
      const digest = sha256Hex(text);
      digests[source.url] = digest;
      texts[digest] = text;
      const manifest = await parsedManifest(services, application, {
        url: source.url,
        field,
        text,
      });
      parsed.push(manifest);
      if (expose) {
        const found = manifest.exposed;
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
  return { digests, texts, parsed, exposed, errors };
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
