import { readFile } from 'node:fs/promises';
import { CliError } from '../exit';
import { Io } from '../Io';

/** The text of a file, or of the standard input, which is named `-`. */
export async function textOf(io: Io, file: string): Promise<string> {
  return utf8Of(file, file === '-' ? await io.readStdin() : await bytesOf(file));
}

async function bytesOf(file: string): Promise<Buffer> {
  if (file === '') throw new CliError('-f: names no file (accepted: a file, a folder, or -)');
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
    throw new CliError(`${file}: ${why}`);
  }
}

function utf8Of(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CliError(`${file}: is no text in UTF-8 (accepted: a network, as JSON or YAML)`);
  }
}
