// Builds and tests the plugins with the oldest Backstage that their package.json accept, in a
// workspace of its own:
//
//   node scripts/compat.mjs [folder]
//
// Of every @backstage package the lowest version of our ranges is installed, exactly. These are the
// versions of the release that docs/install.md promises. It takes some ten minutes, and is not part
// of `npm test`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, prepare, root } from './toolchain.mjs';

const readJson = file => JSON.parse(readFileSync(file, 'utf8'));

/** Ranges like ^1.2.3 and ~1.2.3, whose lowest version is what they name. */
const range = /^[\^~](\d+)\.(\d+)\.(\d+)$/;

/** The lowest versions that all packages accept. */
function lowestVersions(manifests) {
  const lowest = {};
  for (const { name, ...manifest } of manifests) {
    const { dependencies, devDependencies, peerDependencies } = manifest;
    for (const [wanted, text] of Object.entries({
      ...peerDependencies,
      ...devDependencies,
      ...dependencies,
    })) {
      if (!wanted.startsWith('@backstage/')) continue;
      const version = range.exec(text)?.slice(1).map(Number);
      if (!version)
        throw new Error(`${name} wants ${wanted} ${text}: ^x.y.z or ~x.y.z is accepted`);
      const known = lowest[wanted];
      if (!known || isHigher(version, known)) lowest[wanted] = version;
    }
  }
  return Object.fromEntries(
    Object.entries(lowest).map(([wanted, version]) => [wanted, version.join('.')]),
  );
}

function isHigher(one, other) {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && one[at] > other[at];
}

function workspaceManifests() {
  return ['plugins', 'packages']
    .flatMap(parent => readdirSync(join(root, parent)).map(name => join(root, parent, name)))
    .concat(['.', 'workflows', 'lab', 'test'].map(name => join(root, name)))
    .map(folder => join(folder, 'package.json'))
    .filter(existsSync)
    .map(readJson);
}

function main([folder = mkdtempSync(join(tmpdir(), 'interconnect-compat-'))]) {
  prepare();
  const env = { ...environment(), CI: 'true' };
  function run(title, command, args) {
    console.log(`== ${title}`);
    const { status, error } = spawnSync(command, args, { cwd: folder, env, stdio: 'inherit' });
    if (error || status !== 0)
      throw new Error(`${title} failed${error ? `: ${error.message}` : ''}`);
  }
  run('Copy the committed files', 'sh', ['-c', `git -C '${root}' archive HEAD | tar -x`]);
  const manifest = readJson(join(folder, 'package.json'));
  const lowest = lowestVersions(workspaceManifests());
  const pinned = Object.entries(manifest.resolutions).map(([name, version]) =>
    name.includes('@backstage/') ? [name, version.replace(/^[\^~]/, '')] : [name, version],
  );
  manifest.resolutions = { ...Object.fromEntries(pinned), ...lowest };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  run('Install', 'yarn', ['install', '--no-immutable']);
  run('Types', 'yarn', ['tsc']);
  run('Build', 'yarn', ['backstage-cli', 'repo', 'build']);
  const tests = ['backstage-cli', 'repo', 'test', 'plugins', '--watchAll=false', '--maxWorkers=2'];
  run('Tests', 'yarn', [...tests, '--testPathIgnorePatterns=[.]lab[.]test[.]tsx?$']);
  console.log(
    `Backstage ${readJson(join(root, 'backstage.json')).version}: all passed, in ${folder}`,
  );
  for (const [name, version] of Object.entries(lowest)) console.log(`  ${name} ${version}`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
