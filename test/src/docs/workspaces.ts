import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages';

/** Folders of all packages, relative to the root, as `workspaces` of package.json names them. */
export function workspaces(): string[] {
  const { workspaces: patterns } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return (patterns as string[])
    .flatMap(pattern =>
      pattern.endsWith('/*')
        ? readdirSync(join(root, pattern.slice(0, -2))).map(name => pattern.replace('*', name))
        : [pattern],
    )
    .filter(folder => existsSync(join(root, folder, 'package.json')))
    .sort();
}
