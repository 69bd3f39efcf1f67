import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../docs/pages';
import { type Wait, waits } from './waits';

const folder = join(root, 'workflows/src/kubernetes');
/** They are what the others wait by. */
const tools = ['StepContext.ts', 'untilConditions.ts'];
const call = /\b(?:step\.until|untilConditions|step\.sleep)\s*(?:<[\w[\]]+>)?\(/g;

function callsIn(file: string): string[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return (text.match(call) ?? []).map(() => file);
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  name => name.endsWith('.ts') && !/test\.ts$|__testUtils__/.test(name) && !tools.includes(name),
);

it('each place that waits has a row', () => {
  expect(files.flatMap(callsIn).sort()).toEqual(waits.map(one => one.in).sort());
});

const lasting = waits.filter((one): one is Wait & { test: string } => typeof one.test === 'string');

it.each(lasting)('$in: a test asserts that people read "$says"', ({ says, test }) => {
  expect(says).not.toBe('');
  const text = readFileSync(join(root, test), 'utf8').replaceAll('\\', '');
  expect(text.includes(says)).toBe(true);
});
