import { constants } from 'node:fs';
import { FileHandle, open } from 'node:fs/promises';
import { InputError } from '@backstage/errors';
import { pathBelow } from './pathBelow';

/**
 * Reads a file below the folder of manifests (`pathBelow`): `.yaml`, `.yml` and `.json`. Everything
 * else has one answer, whether it is there or not, so that nobody learns from it what else is on
 * this computer.
 *
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
  const path = await pathBelow(root, url, name => /.\.(yaml|yml|json)$/.test(name));
  // A pipe does not keep us waiting, and nobody puts a link there in the meantime.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = path === undefined ? undefined : await open(path, flags).catch(() => undefined);
  try {
    if (!file || !(await file.stat()).isFile()) {
      throw refused;
    }
    return await readAtMost(file, maxBytes);
  } finally {
    await file?.close();
  }
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
