import type { Cluster } from '@interconnect/backstage-plugin-interconnect-node';

/**
 * The projects that may use a cluster, named as the API names them: in lower case. Undefined: all.
 */
export function projectsOf({ projects }: Cluster): string[] | undefined {
  return projects?.map(name => name.toLocaleLowerCase('en-US'));
}
