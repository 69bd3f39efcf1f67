import { open, realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** Manifests travel in the arguments of workflows and activities, which Temporal limits to 2 MiB. */
const maxBytes = 512 * 1024;
const timeoutMs = 20_000;

/** Reads what `source.url` of an application names. */
export interface ManifestReader {
  /**
   * @param url - `http(s)://…`, read through Backstage's UrlReader; or relative to the folder that the configuration names
   * @throws InputError with a text for people
   */
  read(url: string): Promise<string>;
}

/**
 * @param options - `root`: the folder below which relative urls are looked up, never outside it: neither by `..`, plain or
 *   encoded, nor through symbolic links. Absent: relative urls are refused.
 */
export function createManifestReader(options: {
  root?: string;
  urlReader: UrlReaderService;
}): ManifestReader {
  const { root, urlReader } = options;
  return {
    async read(url) {
      const bytes = /^[a-z][a-z0-9+.-]*:/i.test(url)
        ? await readAbsolute(urlReader, url)
        : await readRelative(root, url);
      if (bytes.byteLength > maxBytes) {
        throw tooBig(url);
      }
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        throw new InputError(`${quoted(url)} is not text in UTF-8`);
      }
    },
  };
}

async function readAbsolute(urlReader: UrlReaderService, url: string): Promise<Buffer> {
  if (!/^https?:\/\//i.test(url)) {
    throw new InputError(
      `${quoted(url)} is neither http(s) nor relative to the folder of manifests`,
    );
  }
  try {
    const answer = await urlReader.readUrl(url, { signal: AbortSignal.timeout(timeoutMs) });
    return await answer.buffer();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`${quoted(url)} cannot be read: ${reason}`);
  }
}

async function readRelative(root: string | undefined, url: string): Promise<Buffer> {
  if (root === undefined) {
    throw new InputError(
      `${quoted(url)} is relative, and interconnect.manifests.root names no folder for such urls; an http(s) url is accepted`,
    );
  }
  const path = decoded(url);
  const outside = new InputError(
    `${quoted(url)} leads outside the folder of manifests (interconnect.manifests.root); a path below it is accepted`,
  );
  if (
    path === undefined ||
    /^[/\\]|[\\\0]/.test(path) ||
    !isBelow(resolve(root), resolve(root, path))
  ) {
    throw outside;
  }
  const missing = new InputError(`There is no file ${quoted(url)} in the folder of manifests`);
  const [realRoot, realPath] = await Promise.all([
    realpath(root),
    realpath(resolve(root, path)),
  ]).catch(() => {
    throw missing;
  });
  if (!isBelow(realRoot, realPath)) {
    throw outside;
  }
  const file = await open(realPath, 'r').catch(() => {
    throw missing;
  });
  try {
    const { size, ...stat } = await file
      .stat()
      .then(found => ({ size: found.size, file: found.isFile() }));
    if (!stat.file) {
      throw new InputError(`${quoted(url)} is not a file`);
    }
    if (size > maxBytes) {
      throw tooBig(url);
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function decoded(url: string): string | undefined {
  try {
    return decodeURIComponent(url);
  } catch {
    return undefined;
  }
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function tooBig(url: string): InputError {
  return new InputError(`${quoted(url)} is bigger than ${maxBytes / 1024} KiB`);
}

function quoted(url: string): string {
  return JSON.stringify(url);
}
