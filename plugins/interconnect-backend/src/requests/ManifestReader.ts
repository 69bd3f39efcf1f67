import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  isWebUrl,
  maxManifestLength,
  NetworkDocument,
  sha256Hex,
} from '@interconnect/backstage-plugin-interconnect-common';
import { readManifestFile } from './readManifestFile';
import { readManifestUrl } from './readManifestUrl';

type Source = NonNullable<NetworkDocument['applications']>[number]['source'];

/** A source whose bytes are read. */
export type ManifestSource = Extract<Source, { kind: 'manifests' }>;

/** Reads what `source.url` of an application names. Its errors quote nothing of what was read. */
export interface ManifestReader {
  /**
   * @param source - `url`: `http(s)://…`, or relative to the folder that the configuration names;
   *   `digest`: of the bytes, as `sha256:…`
   * @throws InputError with a text for people
   */
  read(source: Pick<ManifestSource, 'url' | 'digest'>): Promise<string>;
}

/**
 * @param options - `root`: the folder below which relative urls are looked up; `isAllowed`: which
 *   http(s) urls may be read; `urlReader`: reads them, with the credentials that Backstage has for
 *   their host
 */
export function createManifestReader(options: {
  root: string;
  isAllowed: (url: URL) => boolean;
  urlReader: UrlReaderService;
}): ManifestReader {
  const { root, ...web } = options;
  return {
    async read({ url, digest }) {
      const bytes = isWebUrl(url)
        ? await readManifestUrl(web, url, maxManifestLength)
        : await readManifestFile(root, url, maxManifestLength);
      if (bytes === 'tooBig') {
        throw new InputError(
          `${JSON.stringify(url)} is bigger than ${maxManifestLength / 1024} KiB`,
        );
      }
      if (digest !== undefined && digest !== `sha256:${sha256Hex(bytes)}`) {
        throw new InputError(`${JSON.stringify(url)} has another digest than the source says`);
      }
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        throw new InputError(`${JSON.stringify(url)} is not text in UTF-8`);
      }
    },
  };
}
