import {
  activityTypeOf,
  definitionOf,
  describeFieldError,
  DocumentError,
  limitsOf,
  type ManifestObject,
  parseManifests,
  plainText,
  stepErrors,
  type StepActivityInput,
  type StepInput,
  type TenancyRules,
} from '@interconnect/backstage-plugin-interconnect-common';
import { failure } from './client';
import { type KnownClusters, unknownCluster } from './unknownCluster';

/**
 * Asks, by the worker's own configuration, whether the project may do what a step does, before
 * anything is done: whoever planned it, and whatever held when it was planned. What undoes a step
 * is always allowed, or nobody could take back what a project may not have any more.
 *
 * @param activityType - by which the worker was asked for the step
 * @throws failure `InvalidInput`, not to be tried again, that names the rule and who can change it;
 * `NotFound` for a cluster that may come by itself
 */
export function requireAllowed(
  { tenancy, clusters, elsewhere }: KnownClusters & { tenancy: TenancyRules },
  activityType: string,
  { input, manifest }: StepActivityInput<StepInput>,
): void {
  if (activityType === activityTypeOf(input.kind, true)) {
    return;
  }
  const missing = clustersOf(input).find(name => !clusters.some(cluster => cluster.name === name));
  if (missing !== undefined && elsewhere !== undefined) {
    throw unknownCluster(missing, { clusters, elsewhere });
  }
  const limits = limitsOf(tenancy, input.network.project);
  const errors = stepErrors(limits, input, { clusters, objects: objectsOf(input, manifest) });
  if (errors.length > 0) {
    const reasons = errors.map(error => describeFieldError({ ...error, field: '' }));
    throw failure('invalidInput', plainText(`Not done: ${reasons.join('; ')}`));
  }
}

function clustersOf(input: StepInput): string[] {
  const { hub, spokes = [] } = definitionOf(input).members(input);
  return [...(hub ? [hub] : []), ...spokes].map(({ cluster }) => cluster);
}

function objectsOf(input: StepInput, manifest: string | undefined): ManifestObject[] {
  if (input.kind !== 'deployApplication' || manifest === undefined) {
    return [];
  }
  try {
    return parseManifests(manifest, input);
  } catch (error) {
    if (error instanceof DocumentError) throw failure('invalidInput', error.message);
    throw error;
  }
}
