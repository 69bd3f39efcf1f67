import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages';

/** Where packages declare their configuration. */
const configFiles = [
  'packages/app/config.d.ts',
  'plugins/catalog-backend-module-interconnect/config.d.ts',
  'plugins/interconnect/config.d.ts',
  'plugins/interconnect-backend/config.d.ts',
  'plugins/interconnect-node/config.d.ts',
  'workflows/config.d.ts',
];

/** All keys that `config.d.ts` files declare, `a.b[].c`; not the objects that only hold others. */
export function declaredKeys(files = configFiles): string[] {
  return [...new Set(files.flatMap(file => keysOf(readFileSync(join(root, file), 'utf8'))))].sort();
}

/** Reads the lines as Prettier writes them: a property or a brace on each. */
function keysOf(text: string): string[] {
  const [, body] = text.replace(/\/\*\*[\s\S]*?\*\//g, '').split(/^export interface Config \{$/m);
  const keys: string[] = [];
  const path: string[] = [];
  let last = '';
  for (const line of body.split('\n').map(l => l.trim())) {
    const [, name, type] = /^(\w+)\??:\s*(.*)$/.exec(line) ?? [];
    if (name) last = name;
    if (name && !type.endsWith('{')) {
      keys.push([...path, name].join('.'));
    } else if (line.endsWith('{')) {
      path.push(type === 'Array<{' ? `${last}[]` : last);
    } else if (line.startsWith('}')) {
      path.pop();
    }
  }
  return keys;
}
