import { realpath } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { sourceFileNames } from '@interconnect/backstage-plugin-interconnect-common';

/**
 * Where something below the folder of manifests is: no name on the way begins with a dot, and
 * whatever a symbolic link leads to must be such a place below the folder itself.
 *
 * @param url - below the root; the name of the root's own folder may stand in front
 * (`./examples/web.yaml`)
 * @param fits - whether the last name is one of what is looked for
 * @returns undefined when it is not there, or may not be read
 */
export async function pathBelow(
  root: string,
  url: string,
  fits: (name: string) => boolean,
): Promise<string | undefined> {
  const mayBeRead = (names: string[]) =>
    // Also excludes `..`, and absolute paths, which begin with an empty name.
    names.every(name => name !== '' && !name.startsWith('.')) && fits(names.at(-1) ?? '');
  const folder = resolve(root);
  const names = sourceFileNames(url, basename(folder));
  if (!mayBeRead(names)) {
    return undefined;
  }
  try {
    const [realRoot, realPath] = await Promise.all([
      realpath(folder),
      realpath(join(folder, ...names)),
    ]);
    return mayBeRead(relative(realRoot, realPath).split(sep)) ? realPath : undefined;
  } catch {
    return undefined;
  }
}
