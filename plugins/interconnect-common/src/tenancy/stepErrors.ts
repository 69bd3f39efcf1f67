import { ClusterInfo } from '../cluster/types';
import { FieldError } from '../document/errors';
import { ManifestObject } from '../document/manifests';
import { HubMember, ResolvedDocument } from '../document/schema';
import { defaultNamespace } from '../network/names';
import { NetworkRef } from '../network/types';
import { definitionOf, StepInput } from '../steps';
import { DeployApplicationInput } from '../steps/deployApplication';
import { clusterErrors, mayUseCluster } from './clusters';
import { allowedSourceErrors, poolErrors } from './loadBalancer';
import { manifestErrors } from './manifests/manifestErrors';
import { applicationNamespaceErrors, namespaceErrors } from './namespaces';
import { refusedBy } from './refusals';
import { existingErrors } from './sources';
import { ProjectLimits } from './types';

/** What is known beside a step's input. @public */
export interface StepFacts {
  clusters: readonly ClusterInfo[];
  /** Objects of the step's manifest. */
  objects: readonly ManifestObject[];
}

/**
 * What a step would do that its project may not do: `tenancyErrors` for a worker, which carries out
 * steps and knows no document. Undoing a step is always allowed.
 *
 * @public
 */
export function stepErrors(
  limits: ProjectLimits,
  input: StepInput,
  facts: StepFacts,
): FieldError[] {
  if (input.kind === 'deployApplication') return applicationErrors(limits, input, facts);
  const members = definitionOf(input).members(input);
  const { addresses, allowedSources } = members.hub?.loadBalancer ?? {};
  return [
    ...(members.hub || members.spokes
      ? memberErrors(limits, input.network, members, facts.clusters)
      : []),
    ...(addresses ? poolErrors(limits, addresses) : []),
    ...(allowedSources ? allowedSourceErrors(limits, allowedSources) : []),
  ];
}

function memberErrors(
  limits: ProjectLimits,
  { name, namespace }: NetworkRef,
  members: { hub?: HubMember; spokes?: ResolvedDocument['spokes'] },
  clusters: readonly ClusterInfo[],
): FieldError[] {
  const document: ResolvedDocument = {
    type: 'application-mesh',
    ...members,
    ...(namespace !== defaultNamespace(name) && { namespace }),
  };
  return [...clusterErrors(limits, document, clusters), ...namespaceErrors(limits, document)];
}

function applicationErrors(
  limits: ProjectLimits,
  input: DeployApplicationInput,
  { clusters, objects }: StepFacts,
): FieldError[] {
  const { application, cluster, namespace, source } = input;
  const known = clusters.find(({ name }) => name === cluster);
  const isMember =
    known && (['hub', 'spoke'] as const).some(role => mayUseCluster(limits, known, role));
  return [
    ...(isMember
      ? []
      : [
          refusedBy(limits, 'spokes', {
            field: 'cluster',
            message: `cluster '${cluster}' may not be a member of networks of project '${limits.project}'`,
          }),
        ]),
    ...applicationNamespaceErrors(limits, 'namespace', namespace),
    ...(source.kind === 'existing' ? existingErrors(limits, 'source.kind') : []),
    ...manifestErrors(limits, {
      field: 'manifest',
      url: `the manifest of ${application}`,
      objects,
    }),
  ];
}
