// Builds the app, if its sources have changed since the last build:
//
//   node packages/app/scripts/build.mjs
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const app = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const root = resolve(app, '../..');
const stamp = join(app, 'dist/.made-of');

/** What the build reads, relative to the checkout. */
const inputs = [
  'app-config.yaml',
  'examples/network.json',
  'yarn.lock',
  'packages/app/config.d.ts',
  'packages/app/package.json',
  'packages/app/public',
  'packages/app/src',
  'plugins/interconnect/config.d.ts',
  'plugins/interconnect/package.json',
  'plugins/interconnect/src',
  'plugins/interconnect-common/package.json',
  'plugins/interconnect-common/src',
];

const notBuilt = /\.test\.tsx?$|\/__testUtils__\/|\/setupTests\.ts$/;

function digest() {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const path = join(root, input);
    const files =
      existsSync(path) && !/\.\w+$/.test(input) ? readdirSync(path, { recursive: true }) : [''];
    for (const file of files.sort()) {
      const full = join(path, file);
      if (notBuilt.test(full) || !/\.\w+$/.test(full)) continue;
      hash
        .update(`${join(input, file)}\0`)
        .update(readFileSync(full))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

const madeOf = digest();
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === madeOf) {
  console.log('The portal is built');
} else {
  const cli = join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  const config = ['--config', join(root, 'app-config.yaml')];
  const { status, error } = spawnSync(process.execPath, [cli, 'package', 'build', ...config], {
    cwd: app,
    env: { ...process.env, NODE_ENV: 'production' }, // whoever starts this
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (error || status !== 0) {
    console.error(`The portal could not be built: ${error?.message ?? `exit code ${status}`}`);
    process.exit(1);
  }
  writeFileSync(stamp, madeOf);
  console.log('The portal is built anew');
}
