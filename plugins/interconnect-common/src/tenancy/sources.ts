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
 * stand in front. Empty if the path is absolute, or not to be understood. Names may still be `..`.
 *
 * @public
 */
export function sourceFileNames(url: string, root: string): string[] {
  try {
    const path = decodeURIComponent(url);
    const names = /^\/|[\\\0]/.test(path)
      ? []
      : path.split('/').filter(name => !['', '.'].includes(name));
    return names[0] === root && names.length > 1 ? names.slice(1) : names;
  } catch {
    return [];
  }
}

/** Sources that the project may not use. */
export function sourceErrors(limits: ProjectLimits, document: NetworkDocument): FieldError[] {
  return (document.applications ?? []).flatMap(({ source }, index) =>
    errorsOf(limits, `applications[${index}].source`, source),
  );
}

function errorsOf(limits: ProjectLimits, field: string, source: ApplicationSource): FieldError[] {
  const { files, urls } = limits.limits;
  const { project, filesRoot } = limits;
  if (source.kind === 'existing') {
    return existingErrors(limits, `${field}.kind`);
  }
  const { url } = source;
  if (isWebUrl(url)) {
    return urls.some(allowed => isBelow(url, allowed))
      ? []
      : [
          refusedBy(limits, 'urls', {
            field: `${field}.url`,
            message: `project '${project}' may not use manifests from this address`,
            accepted: urls.length > 0 ? `below ${someOf(urls)}` : 'no address',
          }),
        ];
  }
  // Every file that may be read at all, whatever that is.
  if (files.includes('*')) {
    return [];
  }
  const names = sourceFileNames(url, filesRoot);
  return names.length > 0 && !names.includes('..') && matchesAny(files, names.join('/'))
    ? []
    : [
        refusedBy(limits, 'files', {
          field: `${field}.url`,
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
          accepted: "'manifests'",
        }),
      ];
}

/**
 * Whether a url is of the same origin, and at or below the same path. What a server could decode to
 * another path is not.
 */
function isBelow(text: string, allowed: string): boolean {
  if (allowed === '*') {
    return true;
  }
  const url = parsed(text);
  const base = parsed(allowed.replace('://*.', '://any.'));
  if (!url || !base || url.username || url.password || /%(2f|5c|2e)/i.test(url.pathname)) {
    return false;
  }
  const path = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  return (
    isHost(url, base, allowed.includes('://*.')) &&
    (url.pathname === base.pathname || url.pathname.startsWith(path))
  );
}

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
