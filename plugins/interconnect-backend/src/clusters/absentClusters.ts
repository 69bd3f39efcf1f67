import type { Standing } from '../store/standing';

/** Clusters on which something stands and that are not configured any more. */
export function absentClusters(
  { clusters, hubs }: Pick<Standing, 'clusters' | 'hubs'>,
  configured: readonly { name: string }[],
): string[] {
  const names = new Set(configured.map(({ name }) => name));
  return [...new Set([...clusters, ...hubs])].filter(cluster => !names.has(cluster)).sort();
}
