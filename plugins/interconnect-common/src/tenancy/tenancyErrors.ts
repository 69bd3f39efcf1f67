import { ClusterInfo } from '../cluster/types';
import { FieldError } from '../document/errors';
import { ResolvedDocument } from '../document/schema';
import { clusterErrors } from './clusters';
import { loadBalancerErrors } from './loadBalancer';
import { manifestErrors, ReadManifest } from './manifests/manifestErrors';
import { namespaceErrors } from './namespaces';
import { quotaErrors } from './quotas';
import { sourceErrors } from './sources';
import { ProjectLimits } from './types';

/** What a project asks for, as far as it is known. @public */
export interface TenancyRequest {
  document: ResolvedDocument;
  /** All clusters; absent: not known, so that members are not checked. */
  clusters?: readonly ClusterInfo[];
  /** Networks that the project has, when this would be one more. */
  networks?: number;
  /** Those that were read. */
  manifests?: readonly ReadManifest[];
  /** Bytes of all manifests of the network together. */
  manifestBytes?: number;
}

/**
 * What of a request the project may not do, each with the rule that says so and who can change it.
 * The form, the plan, the `PUT` and the worker ask this function, and nobody judges by other rules.
 *
 * @public
 */
export function tenancyErrors(limits: ProjectLimits, request: TenancyRequest): FieldError[] {
  const { document, clusters, manifests = [] } = request;
  return [
    ...(clusters ? clusterErrors(limits, document, clusters) : []),
    ...namespaceErrors(limits, document),
    ...sourceErrors(limits, document),
    ...loadBalancerErrors(limits, document),
    ...quotaErrors(limits, request),
    ...manifests.flatMap(manifest => manifestErrors(limits, manifest)),
  ];
}
