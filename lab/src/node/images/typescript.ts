import { pathToFileURL } from 'node:url';

/** Command that runs a TypeScript file of the lab from source, whatever the working directory. */
export function runTypescript(file: string): string[] {
  return [process.execPath, '--import', pathToFileURL(require.resolve('tsx')).href, file];
}
