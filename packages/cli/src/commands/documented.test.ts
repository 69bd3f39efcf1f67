import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { exitCodes } from '../exit';
import { Io } from '../Io';
import { createProgram } from './program';

const program = createProgram({ io: {} as Io, end: () => {} });
const fileOf = (path: string) => readFileSync(resolve(__dirname, '../../../..', path), 'utf8');
const page = fileOf('docs/cli.md');

/** Commands as they are typed, in code of pages and in pipelines. */
const typed = [
  'docs/cli.md',
  'docs/operate.md',
  'docs/ask-for-a-network.md',
  'README.md',
  'examples/ci/github-actions.yaml',
  'examples/ci/gitlab-ci.yaml',
].flatMap(file =>
  [...fileOf(file).matchAll(/(?:^|[`( -]|: )interconnect (?=[a-z])([^`#|()<>\n]+)/gm)].map(
    ([, text]) => [file, text.trim()] as const,
  ),
);

/** The path of a command, `rollout watch`, and of those below it. */
function pathsOf(command: Command, before: string[] = []): string[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter(one => one.name() !== 'help')
    .flatMap(one => {
      const path = [...before, one.name()];
      return one.commands.length > 0 ? pathsOf(one, path) : [path.join(' ')];
    });
}

describe('what the pages say', () => {
  it.each(typed)('%s: interconnect %s', (_, text) => {
    const [first, second, ...rest] = text.split(/\s+/);
    const command = program.commands.find(one => one.name() === first)!;
    const below = command.commands.find(one => one.name() === second);
    const { unknown } = (below ?? command).parseOptions(below ? rest : [second ?? '', ...rest]);
    expect(unknown).toEqual([]);
  });

  it('is about something', () => expect(typed.length).toBeGreaterThan(10));

  it.each(pathsOf(program))('cli.md has the command %s', path => {
    const [first, second] = path.split(' ');
    const row = page.split('\n').find(line => {
      const names = [...(line.split('|')[1] ?? '').matchAll(/[a-z]+/g)].map(([name]) => name);
      return names.includes(first) && (second === undefined || names.includes(second));
    });
    expect(row).toEqual(expect.any(String));
  });

  it('cli.md has every exit code', () => {
    const codes = [...page.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.values(exitCodes));
  });
});
