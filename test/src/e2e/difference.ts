/**
 * What a later listing of all objects has more (`+`) or less (`-`) than an earlier one, each by its
 * name.
 */
export function differenceOf(
  before: Record<string, string[]>,
  after: Record<string, string[]>,
): string[] {
  return Object.keys({ ...before, ...after }).flatMap(cluster => {
    const earlier = new Set(before[cluster]);
    const later = new Set(after[cluster]);
    return [
      ...[...later].filter(name => !earlier.has(name)).map(name => `+ ${cluster}: ${name}`),
      ...[...earlier].filter(name => !later.has(name)).map(name => `- ${cluster}: ${name}`),
    ];
  });
}
