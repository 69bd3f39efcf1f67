import {
  checkedSteps,
  clusterNotes,
  type DesiredNetwork,
  type Plan,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Services } from '../Services';
import { TemporalUnavailableError } from '../temporal/errors';
import { refuse } from './resolveDesired';

/**
 * Asks the clusters what they would say to the objects of a plan, as each step asks before it
 * writes.
 *
 * @param desired - undefined: nothing is asked for, so that nothing can be refused
 * @param manifests - bytes by digest, as far as they have been read for this request
 * @returns what people should know: what could not be asked is told, too
 * @throws DocumentError with all that a cluster refuses
 */
export async function askClusters(
  { checks, networks }: Pick<Services, 'checks' | 'networks'>,
  { steps }: Plan,
  desired: DesiredNetwork | undefined,
  manifests: Record<string, string> = {},
): Promise<string[]> {
  const asked = checkedSteps(steps);
  const removed = checkedSteps(steps, 'remove');
  if (asked.length + removed.length === 0) return [];
  const digests = asked.flatMap(step =>
    step.kind === 'deployApplication' && step.source.kind === 'manifests' ? step.source.digest : [],
  );
  const missing = [...new Set(digests)].filter(digest => !Object.hasOwn(manifests, digest));
  const stored = missing.length > 0 ? await networks.getManifests(missing) : {};
  try {
    const answer = await checks.ask({
      steps: asked,
      ...(removed.length > 0 && { removed }),
      manifests: { ...manifests, ...stored },
    });
    const { errors, warnings } = clusterNotes(desired?.document ?? {}, answer);
    if (!desired) return [...errors.map(({ message }) => message), ...warnings];
    refuse(desired, errors);
    return warnings;
  } catch (error) {
    if (!(error instanceof TemporalUnavailableError)) throw error;
    return [
      `applications: the clusters have not been asked about this plan: ${error.message}. ` +
        'The rollout asks them before it writes',
    ];
  }
}
