import {
  Application,
  DesiredNetwork,
  DocumentError,
  FieldError,
  Manifest,
  manifestKeyOf,
  NetworkDocument,
  plainText,
  ReadManifest,
  sha256Hex,
  sourceFieldOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { withTemplates } from '../charts/templateOf';
import type { Services } from '../Services';

/** What the sources of a document hold. */
export interface ReadSources {
  /** By `manifestKeyOf`. */
  digests: Record<string, string>;
  /** By digest. */
  texts: Record<string, string>;
  parsed: ReadManifest[];
  exposed: NonNullable<DesiredNetwork['exposed']>;
  deployments: NonNullable<DesiredNetwork['deployments']>;
  notes: NonNullable<DesiredNetwork['notes']>;
  errors: FieldError[];
}

type Readers = Pick<Services, 'manifests' | 'charts' | 'parser'>;

/** Reads what the applications of a document name, and renders their charts. */
export async function readSources(
  services: Readers,
  document: NetworkDocument,
  mayRead: (sourceField: string) => boolean,
): Promise<ReadSources> {
  const read: ReadSources = {
    digests: {},
    texts: {},
    parsed: [],
    exposed: {},
    deployments: {},
    notes: {},
    errors: [],
  };
  const textOf = createTextReader(services);
  for (const [index, application] of (document.applications ?? []).entries()) {
    const key = manifestKeyOf(application);
    if (key === undefined || !mayRead(`applications[${index}].source`)) {
      continue;
    }
    const { name, expose, tls } = application;
    try {
      const { text, notes } = await textOf(application, index);
      const digest = sha256Hex(text);
      read.digests[key] = digest;
      read.texts[digest] = text;
      const manifest = await parsedManifest(services, application, { index, text });
      read.parsed.push(manifest);
      if (expose) {
        read.exposed[digest] = manifest.exposed.services;
        read.errors.push(...manifest.exposed.errors);
      }
      const { deployment } = manifest.exposed;
      if (tls && deployment) {
        read.deployments[name] = deployment;
      }
      const said = expose ? manifest.notes.exposed : manifest.notes.notExposed;
      const all = [...notes.map(note => plainText(`applications: ${name}: ${note}`, 500)), ...said];
      if (all.length > 0) {
        read.notes[name] = all;
      }
    } catch (error) {
      read.errors.push(...fieldErrors(sourceFieldOf(application, index), error));
    }
  }
  return read;
}

/** What stands in an application's objects, at the field that names them. */
export async function parsedManifest(
  { parser }: Pick<Services, 'parser'>,
  application: Application,
  { index, text }: { index: number; text: string },
): Promise<ReadManifest & Manifest> {
  const { name, namespace } = application;
  const field = sourceFieldOf(application, index);
  const url = titleOf(application);
  const context = { application: name, namespace, url, field };
  const ofChart = (errors: FieldError[]) =>
    application.source.kind === 'helm' ? withTemplates(errors, text) : errors;
  try {
    const { exposed, ...manifest } = await parser.manifest(text, context);
    return { field, url, ...manifest, exposed: { ...exposed, errors: ofChart(exposed.errors) } };
  } catch (error) {
    throw error instanceof DocumentError ? new DocumentError(ofChart(error.fields)) : error;
  }
}

/** For people: where the objects come from. */
function titleOf({ source }: Application): string {
  switch (source.kind) {
    case 'existing':
      return source.services.join(', ');
    case 'manifests':
      return source.url;
    case 'helm':
      return `chart ${source.chart}${source.version ? ` ${source.version}` : ''}`;
  }
}

/** What is behind a url is read once for all applications that name it. */
function createTextReader({ manifests, charts }: Readers) {
  const bytes = new Map<string, Promise<string>>();
  return async (
    { name, namespace, source }: Application,
    index: number,
  ): Promise<{ text: string; notes: string[] }> => {
    switch (source.kind) {
      case 'existing':
        return { text: '', notes: [] };
      case 'manifests': {
        const key = `${source.url} ${source.digest ?? ''}`;
        const read = bytes.get(key) ?? manifests.read(source);
        bytes.set(key, read);
        return { text: await read, notes: [] };
      }
      case 'helm':
        return charts
          .render({ name, namespace, source })
          .catch(error => Promise.reject(placedIn(`applications[${index}].source`, error)));
    }
  };
}

/** Errors of a chart have fields of its source. */
function placedIn(source: string, error: unknown): unknown {
  return error instanceof DocumentError
    ? new DocumentError(error.fields.map(one => ({ ...one, field: `${source}.${one.field}` })))
    : error;
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
