import { ClusterNode } from './topologyOf';

/** Lines that are written out on a cluster. */
const shown = 4;

/** What runs on a cluster: an application a line, then what it serves; the last line may say how many more there are. */
export function applicationLines(
  { applications }: Pick<ClusterNode, 'applications'>,
  more: (number: string) => string,
): string[] {
  const lines = applications.flatMap(({ name, serves }) => [
    name,
    ...serves.map(service => `→ ${service}`),
  ]);
  return lines.length <= shown
    ? lines
    : [...lines.slice(0, shown - 1), more(`${lines.length - shown + 1}`)];
}
