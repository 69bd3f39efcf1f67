import { constants } from 'node:fs';
import { FileHandle, open, realpath } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { InputError } from '@backstage/errors';
import { sourceFileNames } from '@interconnect/backstage-plugin-interconnect-common';

/**
 * Reads a file below the folder of manifests. What may be read: `.yaml`, `.yml` and `.json`,
 * without a name on the way that begins with a dot, and whatever a symbolic link leads to must be
 * such a file below the folder itself. Everything else has one answer, whether it is there or not,
 * so that nobody learns from it what else is on this computer.
 *
 * @param url - below the root; the name of the root's own folder may stand in front
 * (`./examples/web.yaml`)
 * @throws InputError when there is no such file that may be read
 */
export async function readManifestFile(
  root: string,
  url: string,
  maxBytes: number,
): Promise<Buffer | 'tooBig'> {
  const refused = new InputError(
    `${JSON.stringify(url)} is no file that may be read: only .yaml, .yml and .json below the folder of manifests ` +
      `(interconnect.manifests.root) are, without names that begin with a dot and links that lead out`,
  );
  const file = await openBelow(resolve(root), url).catch(() => undefined);
  try {
    if (!file || !(await file.stat()).isFile()) {
      throw refused;
    }
    return await readAtMost(file, maxBytes);
  } finally {
    await file?.close();
  }
}

async function openBelow(root: string, url: string): Promise<FileHandle | undefined> {
  const names = sourceFileNames(url, basename(root));
  if (!mayBeRead(names)) {
    return undefined;
  }
  const [realRoot, realPath] = await Promise.all([realpath(root), realpath(join(root, ...names))]);
  if (!mayBeRead(relative(realRoot, realPath).split(sep))) {
    return undefined;
  }
  // A pipe does not keep us waiting, and nobody puts a link there in the meantime.
  return open(realPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

/** Also excludes `..`, and absolute paths, which begin with an empty name. */
function mayBeRead(names: string[]): boolean {
  return (
    names.every(name => name !== '' && !name.startsWith('.')) &&
    /.\.(yaml|yml|json)$/.test(names.at(-1) ?? '')
  );
}

async function readAtMost(file: FileHandle, maxBytes: number): Promise<Buffer | 'tooBig'> {
  const buffer = Buffer.alloc(maxBytes + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    length += bytesRead;
    if (length > maxBytes) {
      return 'tooBig';
    }
    if (bytesRead === 0) {
      return buffer.subarray(0, length);
    }
  }
}
