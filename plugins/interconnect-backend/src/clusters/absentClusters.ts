import type { AppliedNetwork } from '@interconnect/backstage-plugin-interconnect-common';

/** Clusters on which something stands and that are not configured any more. */
export function absentClusters(
  applied: AppliedNetwork,
  configured: readonly { name: string }[],
): string[] {
  const names = new Set(configured.map(({ name }) => name));
  const standing = Object.values(applied).flatMap(({ input }) => [
    ...('cluster' in input ? [input.cluster] : []),
    ...('hub' in input ? [input.hub] : []),
  ]);
  return [...new Set(standing)].filter(cluster => !names.has(cluster)).sort();
}
