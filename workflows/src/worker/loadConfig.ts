import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';

const defaults = ['app-config.yaml', 'app-config.local.yaml'];

/**
 * Reads Backstage's configuration from the files given with `--config`; later files win. Without
 * `--config` it reads `app-config.yaml` and `app-config.local.yaml` of the working directory, if
 * they exist.
 *
 * @param args - arguments of the command line, without Node and script
 * @throws Error that names the file, or the argument that is not known
 */
export async function loadConfig(args: string[]): Promise<Config> {
  const { config: named } = parseArgs({
    args,
    options: { config: { type: 'string', multiple: true } },
  }).values;
  const missing = named?.find(file => !existsSync(file));
  if (missing) throw new Error(`--config ${missing}: there is no such file`);
  const files = named ?? defaults.filter(file => existsSync(file));
  if (files.length === 0) {
    throw new Error(`There is no app-config.yaml in ${process.cwd()}: name files with --config`);
  }
  const source = ConfigSources.default({
    argv: files.flatMap(file => ['--config', resolve(file)]),
    env: process.env,
    watch: false,
  });
  return ConfigSources.toConfig(source);
}
