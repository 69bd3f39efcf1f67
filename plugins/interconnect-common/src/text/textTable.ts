/**
 * Rows for a terminal: columns as wide as their widest cell; nothing when there are no rows.
 *
 * @param paint - what a cell that is padded already looks like; it must not change its width
 * @public
 */
export function textTable(
  head: string[],
  rows: (string | number)[][],
  paint: (padded: string, row: number, column: number) => string = padded => padded,
): string {
  if (rows.length === 0) return '';
  const cells = [head, ...rows.map(row => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map(row => row[column].length)));
  return cells
    .map((row, index) => {
      const last = row.findLastIndex(cell => cell !== '');
      return row
        .slice(0, last + 1)
        .map((cell, column) => (column === last ? cell : cell.padEnd(widths[column])))
        .map((cell, column) => (index === 0 ? cell : paint(cell, index - 1, column)))
        .join('  ');
    })
    .join('\n');
}
