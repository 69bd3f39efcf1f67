import { constants, Dirent } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { extract } from 'tar';
import { problem } from './problem';

/** Of all files of a chart together, unpacked, with the charts that it is made of. */
const maxBytes = 20 * 1024 * 1024;
const maxFiles = 2000;
const maxDepth = 20;
/** Bytes that an archive has of a file beside it: two headers, and what fills its last block. */
const headers = 2048;

/** What a chart may still bring. */
class Room {
  private bytes = maxBytes;
  private files = maxFiles;

  take(size: number): void {
    this.bytes -= size;
    this.files--;
    if (this.bytes < 0 || this.files < 0) {
      throw tooBig();
    }
  }
}

function tooBig(): Error {
  return problem(
    'chart',
    'is too big',
    `at most ${maxFiles} files with ${maxBytes / 1024 / 1024} MiB`,
  );
}

function noPackage(): Error {
  return problem('chart', 'is no packaged chart', 'a .tgz as `helm package` makes it');
}

/**
 * Unpacks a packaged chart: regular files only, nothing above the folder, and the packaged charts in
 * it as well.
 *
 * @returns the folder of the chart
 */
export async function unpackChart(archive: Buffer, into: string): Promise<string> {
  const room = new Room();
  await unpack(archive, into, room);
  const [folder, ...others] = (await readdir(into, { withFileTypes: true })).filter(isFolder);
  if (!folder || others.length > 0) {
    throw problem(
      'chart',
      'is no packaged chart',
      'an archive with one folder, as `helm package` makes it',
    );
  }
  const chart = join(into, folder.name);
  await unpackInner(chart, room, maxDepth);
  return chart;
}

/** Copies the folder of a chart; a symbolic link in it could lead anywhere. */
export async function copyChart(from: string, into: string): Promise<string> {
  const room = new Room();
  const chart = join(into, 'chart');
  await copy(from, chart, room, maxDepth);
  await unpackInner(chart, room, maxDepth);
  return chart;
}

async function unpack(archive: Buffer, into: string, room: Room): Promise<void> {
  await mkdir(into, { recursive: true });
  const file = join(into, '.chart.tar');
  await writeFile(file, await inflated(archive));
  try {
    let tooMuch: unknown;
    await extract({
      file,
      cwd: into,
      strict: true,
      preserveOwner: false,
      noMtime: true,
      maxDepth,
      filter(_, entry) {
        if (tooMuch || !('type' in entry) || !/^(File|OldFile)$/.test(entry.type)) return false;
        try {
          room.take(entry.size);
        } catch (error) {
          tooMuch = error;
        }
        return !tooMuch;
      },
    }).catch(() => {
      tooMuch ??= noPackage();
    });
    if (tooMuch) throw tooMuch;
  } finally {
    await rm(file, { force: true });
  }
}

/** A little can be made of very much: no more of it is made than a chart may have. */
async function inflated(archive: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(archive, { maxOutputLength: maxBytes + maxFiles * headers });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooBig() : noPackage();
  }
}

/** A packaged chart below `charts/` is unpacked where it is: what it brings is looked at too. */
async function unpackInner(chart: string, room: Room, depth: number): Promise<void> {
  const charts = join(chart, 'charts');
  const entries = await readdir(charts, { withFileTypes: true }).catch(() => []);
  if (entries.length > 0 && depth === 0)
    throw problem('chart', 'holds charts too deep in each other');
  for (const entry of entries) {
    const path = join(charts, entry.name);
    if (/\.(tgz|tar\.gz)$/.test(entry.name)) {
      const archive = await readFile(path);
      await rm(path);
      await unpack(archive, charts, room);
    }
  }
  for (const folder of (await readdir(charts, { withFileTypes: true }).catch(() => [])).filter(
    isFolder,
  )) {
    await unpackInner(join(charts, folder.name), room, depth - 1);
  }
}

async function copy(from: string, to: string, room: Room, depth: number): Promise<void> {
  if (depth === 0) throw problem('chart', `has more than ${maxDepth} folders in each other`);
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.name.startsWith('.') && entry.name !== '.helmignore') continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copy(source, target, room, depth - 1);
    else if (entry.isFile()) await copyFile(source, target, room);
    else {
      throw problem(
        'chart',
        `${entry.name} is neither a file nor a folder`,
        'charts without symbolic links',
      );
    }
  }
}

/** Nobody puts a link there in the meantime. */
async function copyFile(source: string, target: string, room: Room): Promise<void> {
  room.take((await lstat(source)).size);
  const file = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    await writeFile(target, await file.readFile());
  } finally {
    await file.close();
  }
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory();
}
