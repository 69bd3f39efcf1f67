import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pages';

/** One instruction, its lines joined. */
export interface Instruction {
  name: string;
  /** Without its options. */
  text: string;
  /** `--from=build` as `{ from: 'build' }`. */
  options: Record<string, string>;
}

/** The stages of a Dockerfile, each from its FROM on, with the values of its ARGs put in. */
export function readStages(file: string): Instruction[][] {
  const args: Record<string, string> = {};
  const stages: Instruction[][] = [];
  const lines = readFileSync(join(root, file), 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter(line => line.trim() !== '');
  for (const line of lines) {
    const [, name, rest] = /^([A-Z]+) +(.*)$/.exec(line)!;
    const options: Record<string, string> = {};
    const text = rest
      .replace(/\$\{(\w+)\}/g, (_, arg) => args[arg])
      .replace(/^(?:--[\w-]+=\S+ +)+/, given => {
        for (const [, key, value] of given.matchAll(/--([\w-]+)=(\S+)/g)) options[key] = value;
        return '';
      });
    if (name === 'ARG') {
      const [arg, value] = text.split('=');
      args[arg] = value;
    }
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, text, options });
  }
  return stages;
}

/** The lines of `.dockerignore`. */
export function ignorePatterns(): string[] {
  return readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
}

/** Whether `.dockerignore` keeps a file out of the build. As in Docker, the last pattern decides. */
export function isKeptOut(file: string): boolean {
  return ignorePatterns().reduce((out, pattern) => {
    const isException = pattern.startsWith('!');
    return matches(file, pattern.replace('!', '')) ? !isException : out;
  }, false);
}

/** The file or a folder that it is in. */
function matches(file: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*/g, star => (star === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${source}(?:/|$)`).test(file);
}
