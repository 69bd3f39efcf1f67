import { diffRuns } from './diffRuns';

const numbered = (count: number, prefix = 'line') =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index + 1}\n`).join('');

describe('diffRuns', () => {
  it('says what is added and removed, with the lines around it', () => {
    const before = numbered(20);
    const after = before.replace('line 10\n', 'line ten\nand more\n');
    expect(diffRuns(before, after)).toEqual([
      { kind: 'skipped', lines: ['7'] },
      { kind: 'same', lines: ['line 7', 'line 8', 'line 9'] },
      { kind: 'removed', lines: ['line 10'] },
      { kind: 'added', lines: ['line ten', 'and more'] },
      { kind: 'same', lines: ['line 11', 'line 12', 'line 13'] },
    ]);
  });

  it('takes an absent text for an empty one', () => {
    expect(diffRuns(undefined, 'a\nb\n')).toEqual([{ kind: 'added', lines: ['a', 'b'] }]);
    expect(diffRuns('a\n', undefined)).toEqual([{ kind: 'removed', lines: ['a'] }]);
    expect(diffRuns('a\n', 'a\n')).toEqual([]);
  });

  it('shows both texts where they differ by too much', () => {
    const runs = diffRuns(numbered(20_000, 'old'), numbered(20_000, 'new'));
    expect(runs.map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ['removed', 20_001],
      ['added', 20_001],
    ]);
  });

  it('hides nothing behind characters that change what is seen', () => {
    const [added] = diffRuns('', 'image: a\u202eb\u0007\n');
    expect(added.lines).toEqual(['image: a\ufffdb\ufffd']);
  });
});
