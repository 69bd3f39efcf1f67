import { textTable } from './textTable';

describe('textTable', () => {
  it('makes columns as wide as their widest cell, without blanks at the end of a line', () => {
    expect(
      textTable(
        ['A', 'BCD', ''],
        [
          ['long', 1, ''],
          ['x', '', 'end'],
        ],
      ),
    ).toBe(['A     BCD', 'long  1', 'x          end'].join('\n'));
  });

  it('says nothing without rows', () => {
    expect(textTable(['A'], [])).toBe('');
  });

  it('paints cells of the body alone, after they are padded', () => {
    const painted = textTable(
      ['A', 'B'],
      [
        ['wide', 'b'],
        ['a', 'b'],
      ],
      (cell, row, column) => (column === 0 ? `<${row}${cell}>` : cell),
    );
    expect(painted).toBe(['A     B', '<0wide>  b', '<1a   >  b'].join('\n'));
  });
});
