// Bundles the command into one file, and the licences of what is in it into another.
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const outfile = join(folder, 'dist/interconnect.cjs');

const { metafile } = await build({
  absWorkingDir: folder,
  entryPoints: ['src/main.ts'],
  outfile,
  bundle: true,
  metafile: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'error',
  banner: { js: '#!/usr/bin/env node' },
  alias: { 'cross-fetch': join(folder, 'scripts/nodeFetch.mjs') },
  // The keychain is asked where it is installed, as the Backstage CLI does.
  external: ['keytar', '@swc/core'],
});
chmodSync(outfile, 0o755);
writeFileSync(join(folder, 'dist/LICENSES.txt'), licences(metafile));

function licences({ inputs }) {
  const packages = new Set(
    Object.keys(inputs).flatMap(input => {
      const [, found] =
        /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(folder, input)) ?? [];
      return found ?? [];
    }),
  );
  return [...packages]
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)))
    .map(found => `${nameOf(found)}\n\n${licenceOf(found)}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function nameOf(found) {
  const { name, version, license } = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})`;
}

function licenceOf(found) {
  const file = readdirSync(found).find(name => /^(licen[cs]e|notice)/i.test(name));
  const path = file && join(found, file);
  return path && existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}
