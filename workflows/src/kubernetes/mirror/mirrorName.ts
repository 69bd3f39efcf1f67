import { kubernetesName } from '@interconnect/backstage-plugin-interconnect-common';

/** Kubernetes' limit for names of objects. */
const maxLength = 253;

/**
 * Name of a mirrored object: its parts, each a DNS label, joined by dots. A label has no dot, and
 * a kind always has as many parts, so different things never have the same name.
 *
 * @param parts - from the innermost to the network
 */
export function mirrorName(parts: readonly string[]): string {
  const name = parts.map(kubernetesName).join('.');
  return name.length <= maxLength ? name : kubernetesName(name);
}

/**
 * The parts by which a network is named: its name alone in the project that the configuration
 * gives the short names to, `<network>.<project>` in all others.
 */
export function networkParts(
  { project, name }: { project: string; name: string },
  shortNames: string | undefined,
): string[] {
  return project === shortNames ? [name] : [name, project];
}
