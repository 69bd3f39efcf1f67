import { FieldError } from '../document/errors';
import { ApplicationSource, NetworkDocument } from '../document/schema';
import { someOf } from '../text/plainText';
import { matchesAny, matchesPattern } from './pattern';
import { refusedBy } from './refusals';
import { ProjectLimits } from './types';

/**
 * Whether a source's url has a scheme; without one it is a file below the folder of
 * manifests. @public
 */
export function isWebUrl(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

/**
 * The names on the way to a file below the folder of manifests, decoded; the folder's own name may
 * stand in front. Empty if the path is absolute. Names may still be `..`.
 *
 * @public
 */
export function sourceFileNames(url: string, root: string): string[] {
  const path = decoded(url);
  const names = /^\/|[\\\0]/.test(path)
    ? []
    : path.split('/').filter(name => !['', '.'].includes(name));
  return names[0] === root && names.length > 1 ? names.slice(1) : names;
}

/** A percent sign that begins no escape is one of the name: `50%.yaml`. */
function decoded(url: string): string {
  return url.replace(/(%[0-9a-f]{2})+/gi, escapes => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

/** Sources that the project may not use. */
export function sourceErrors(limits: ProjectLimits, document: NetworkDocument): FieldError[] {
  return (document.applications ?? []).flatMap(({ source }, index) =>
    errorsOf(limits, `applications[${index}].source`, source),
  );
}

function errorsOf(limits: ProjectLimits, field: string, source: ApplicationSource): FieldError[] {
  switch (source.kind) {
    case 'existing':
      return existingErrors(limits, `${field}.kind`);
    case 'manifests':
      return isWebUrl(source.url)
        ? addressErrors(limits, 'urls', { field: `${field}.url`, url: source.url })
        : fileErrors(limits, { field: `${field}.url`, url: source.url });
    case 'helm':
      return source.repository === undefined
        ? fileErrors(limits, { field: `${field}.chart`, url: source.chart })
        : addressErrors(limits, 'charts', { field: `${field}.repository`, url: source.repository });
  }
}

/** What comes from an address. */
const fetched = { urls: 'manifests from this address', charts: 'charts of this repository' };

function addressErrors(
  limits: ProjectLimits,
  limit: keyof typeof fetched,
  { field, url }: { field: string; url: string },
): FieldError[] {
  const allowed = limits.limits[limit];
  return allowed.some(one => isBelow(url, one))
    ? []
    : [
        refusedBy(limits, limit, {
          field,
          message: `project '${limits.project}' may not use ${fetched[limit]}`,
          accepted: allowed.length > 0 ? `below ${someOf(allowed)}` : 'no address',
        }),
      ];
}

function fileErrors(
  limits: ProjectLimits,
  { field, url }: { field: string; url: string },
): FieldError[] {
  const { files } = limits.limits;
  const { project, filesRoot } = limits;
  // Every file that may be read at all, whatever that is.
  if (files.includes('*')) {
    return [];
  }
  const names = sourceFileNames(url, filesRoot);
  return names.length > 0 && !names.includes('..') && matchesAny(files, names.join('/'))
    ? []
    : [
        refusedBy(limits, 'files', {
          field,
          message: `project '${project}' may not use this file`,
          accepted: files.length > 0 ? `${someOf(files)}, below ${filesRoot}` : 'no file',
        }),
      ];
}

/** Whether the project may use applications that are there already. */
export function existingErrors(limits: ProjectLimits, field: string): FieldError[] {
  return limits.limits.existing
    ? []
    : [
        refusedBy(limits, 'existing', {
          field,
          message: `project '${limits.project}' may not use applications that are there already`,
          accepted: "'manifests' or 'helm'",
        }),
      ];
}

/**
 * Whether a url is of the same origin, and at or below the same path. What a server could decode to
 * another path is not.
 *
 * @public
 */
export function isBelow(text: string, allowed: string): boolean {
  if (allowed === '*') {
    return true;
  }
  const url = parsed(text);
  const base = parsed(allowed.replace('://*.', '://any.'));
  // Hosts of `oci` are not brought into one form by URL.
  if (isOci(text) || isOci(allowed)) {
    return isOci(text) && isOci(allowed) && isBelow(ociAsWeb(text), ociAsWeb(allowed));
  }
  if (!url || !base || url.username || url.password || /%(2f|5c|2e)/i.test(url.pathname)) {
    return false;
  }
  const path = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  return (
    isHost(url, base, allowed.includes('://*.')) &&
    (url.pathname === base.pathname || url.pathname.startsWith(path))
  );
}

const isOci = (url: string) => /^oci:/i.test(url);
const ociAsWeb = (url: string) => url.replace(/^oci:/i, 'https:');

function isHost(url: URL, base: URL, below: boolean): boolean {
  if (url.protocol !== base.protocol || url.port !== base.port) {
    return false;
  }
  return below
    ? matchesPattern(`*${base.hostname.slice('any'.length)}`, url.hostname)
    : url.hostname === base.hostname;
}

function parsed(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
