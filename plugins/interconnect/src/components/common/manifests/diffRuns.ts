import { plainText } from '@interconnect/backstage-plugin-interconnect-common';
import { structuredPatch } from 'diff';

/**
 * Lines that follow each other and of which the same is to be said; `skipped`: where lines that
 * stay are left out.
 */
export interface DiffRun {
  kind: 'same' | 'added' | 'removed' | 'skipped';
  lines: string[];
}

/** Lines that stay, shown around those that do not. */
const context = 3;
/**
 * Texts that differ by more lines are shown one after the other: finding the least difference would
 * take too long.
 */
const maxChanges = 2000;

const kinds: Record<string, DiffRun['kind']> = { '+': 'added', '-': 'removed' };

/**
 * The difference of two texts, by lines; absent texts are empty. Characters that change what is
 * seen, such as those that reverse the direction of writing, are replaced by U+FFFD.
 */
export function diffRuns(before: string | undefined, after: string | undefined): DiffRun[] {
  const [old, fresh] = [before ?? '', after ?? ''];
  const patch = structuredPatch('', '', old, fresh, '', '', { context, maxEditLength: maxChanges });
  if (!patch) {
    return [run('removed', old.split('\n')), run('added', fresh.split('\n'))];
  }
  return patch.hunks.flatMap(({ oldStart, lines }) => [
    ...(oldStart > 1 ? [{ kind: 'skipped' as const, lines: [`${oldStart}`] }] : []),
    // An empty text has no last line that could lack its end.
    ...runsOf(old && fresh ? lines : lines.filter(line => !line.startsWith('\\'))),
  ]);
}

function runsOf(lines: string[]): DiffRun[] {
  const runs: DiffRun[] = [];
  for (const line of lines) {
    const kind = kinds[line[0]] ?? 'same';
    const last = runs.at(-1);
    if (last?.kind === kind) last.lines.push(line.slice(1));
    else runs.push({ kind, lines: [line.slice(1)] });
  }
  return runs.map(({ kind, lines: all }) => run(kind, all));
}

function run(kind: DiffRun['kind'], lines: string[]): DiffRun {
  return { kind, lines: lines.map(line => plainText(line, Infinity)) };
}
