// Runs a script of package.json with the project's own Node and Yarn: `node scripts/yarn.mjs tsc`.
import { spawnSync } from 'node:child_process';
import { environment, prepare, root } from './toolchain.mjs';

prepare();
const { status } = spawnSync('yarn', process.argv.slice(2), {
  cwd: root,
  env: environment(),
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
