import { ClusterInfo } from '../cluster/types';
import { FieldError } from '../document/errors';
import { ManifestObject } from '../document/manifests';
import { HubMember, NetworkDocument } from '../document/schema';
import { defaultNamespace } from '../network/names';
import { NetworkRef, StepInput, StepKind } from '../plan/types';
import { clusterErrors, mayUseCluster } from './clusters';
import { allowedSourceErrors, poolErrors } from './loadBalancer';
import { manifestErrors } from './manifests/manifestErrors';
import { applicationNamespaceErrors, namespaceErrors } from './namespaces';
import { refusedBy } from './refusals';
import { existingErrors } from './sources';
import { ProjectLimits } from './types';

/** What is known beside a step's input. @public */
export interface StepSurroundings {
  clusters: readonly ClusterInfo[];
  /** Objects of the step's manifest. */
  objects: readonly ManifestObject[];
}

type InputOf<K extends StepKind> = Extract<StepInput, { kind: K }>;

type Check<K extends StepKind> = (
  limits: ProjectLimits,
  input: InputOf<K>,
  surroundings: StepSurroundings,
) => FieldError[];

/** What of a document stands in the input of a step, judged by what judges the document. */
const checks: { [K in StepKind]: Check<K> } = {
  createNetwork: (limits, { network, cluster }, { clusters }) =>
    memberErrors(limits, network, { hub: { cluster } }, clusters),
  deployLoadBalancer: (limits, { network, cluster, addresses = [] }, { clusters }) => [
    ...memberErrors(limits, network, { hub: { cluster } }, clusters),
    ...poolErrors(limits, addresses),
  ],
  deploySkupper: (limits, { network, cluster, role, allowedSources = [] }, { clusters }) =>
    role === 'hub'
      ? [
          ...memberErrors(limits, network, { hub: { cluster } }, clusters),
          ...allowedSourceErrors(limits, allowedSources),
        ]
      : memberErrors(limits, network, { spokes: [{ cluster }] }, clusters),
  deployApplication: applicationErrors,
  linkSpoke: (limits, { network, cluster, hub }, { clusters }) =>
    memberErrors(limits, network, { hub: { cluster: hub }, spokes: [{ cluster }] }, clusters),
  publishServices: (limits, { network, cluster }, { clusters }) =>
    memberErrors(limits, network, { hub: { cluster } }, clusters),
  retireAuthority: (limits, { network, cluster }, { clusters }) =>
    memberErrors(limits, network, { hub: { cluster } }, clusters),
  // It only reads.
  verify: () => [],
};

/**
 * What a step would do that its project may not do: `tenancyErrors` for a worker, which carries out steps and knows no
 * document. Undoing a step is always allowed.
 *
 * @public
 */
export function stepErrors<K extends StepKind>(
  limits: ProjectLimits,
  input: InputOf<K> & { kind: K },
  surroundings: StepSurroundings,
): FieldError[] {
  return checks[input.kind](limits, input, surroundings);
}

function memberErrors(
  limits: ProjectLimits,
  { name, namespace }: NetworkRef,
  members: { hub?: HubMember; spokes?: NetworkDocument['spokes'] },
  clusters: readonly ClusterInfo[],
): FieldError[] {
  const document: NetworkDocument = {
    type: 'application-mesh',
    ...members,
    ...(namespace !== defaultNamespace(name) && { namespace }),
  };
  return [...clusterErrors(limits, document, clusters), ...namespaceErrors(limits, document)];
}

function applicationErrors(
  limits: ProjectLimits,
  input: InputOf<'deployApplication'>,
  { clusters, objects }: StepSurroundings,
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
