import type { Config } from '@backstage/config';

const levels = ['baseline', 'restricted'] as const;

/** A Pod Security Standard that the API server enforces in a namespace. */
export type PodSecurity = (typeof levels)[number];

const key = 'interconnect.podSecurity';

/**
 * Reads which standard holds in the namespaces that the worker makes; `baseline` when nothing is
 * said.
 *
 * @throws Error for any other word, `privileged` among them: it would be no standard at all
 */
export function readPodSecurity(config: Config): PodSecurity {
  const given = config.getOptionalString(key) ?? 'baseline';
  const level = levels.find(known => known === given);
  if (!level) throw new Error(`${key}: is '${given}' (accepted: ${levels.join(' or ')})`);
  return level;
}

/** Labels by which the API server refuses pods of a namespace that do not keep to the standard. */
export function podSecurityLabels(level: PodSecurity): Record<string, string> {
  return { 'pod-security.kubernetes.io/enforce': level };
}
