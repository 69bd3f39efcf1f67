import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { networkResourceRef, PermissionNetwork } from './networkResourceRef';

type OwnerParams = { claims: string[] };
type MemberParams = { cluster: string };

/** Entity refs are compared without regard to case, as the catalog does. */
function isProjectOwnerOf({ owners }: PermissionNetwork, { claims }: OwnerParams): boolean {
  const held = new Set(claims.map(lowerCase));
  return owners.some(owner => held.has(lowerCase(owner)));
}

function hasMember({ clusters }: PermissionNetwork, { cluster }: MemberParams): boolean {
  return clusters.includes(cluster);
}

function lowerCase(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}

/** One of the claims owns the network's project, as the System in the catalog says. */
const isProjectOwner = createPermissionRule({
  name: 'IS_PROJECT_OWNER',
  description: 'Allow networks of projects that are owned by one of the given entities',
  resourceRef: networkResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe("Entity refs, of which one at least owns the project's System"),
  }),
  apply: isProjectOwnerOf,
  toQuery: (params: OwnerParams) => (network: PermissionNetwork) =>
    isProjectOwnerOf(network, params),
});

/**
 * The network spans a cluster: in its document, in the requested one, or because the cluster still
 * holds something of it.
 */
const hasMemberCluster = createPermissionRule({
  name: 'HAS_MEMBER_CLUSTER',
  description: 'Allow networks that the given cluster is a member of',
  resourceRef: networkResourceRef,
  paramsSchema: z.object({
    cluster: z.string().describe('Name of a cluster, as network documents use it'),
  }),
  apply: hasMember,
  toQuery: (params: MemberParams) => (network: PermissionNetwork) => hasMember(network, params),
});

/** All rules about networks. @public */
export const networkRules = { isProjectOwner, hasMemberCluster };
