import { NotAllowedError } from '@backstage/errors';
import {
  networkApprovePermission,
  networkUpdatePermission,
  RolloutApproval,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import type { Services } from '../Services';
import { isApprover } from './requireApprover';

/**
 * Passes only those who may read the manifests of a rollout: people who may change the network, and
 * its approvers, also when they asked for it.
 *
 * @throws NotAllowedError
 */
export async function requireReviewer(
  services: Pick<Services, 'access' | 'userInfo'>,
  requester: Requester,
  { approval, ...network }: { project: string; name: string; approval?: RolloutApproval },
): Promise<void> {
  const may = async (permission: typeof networkUpdatePermission) => {
    try {
      await services.access.require(requester, permission, network);
      return true;
    } catch (error) {
      if (error instanceof NotAllowedError) return false;
      throw error;
    }
  };
  if (await may(networkUpdatePermission)) {
    return;
  }
  if (
    approval &&
    (await isApprover(services, requester, approval)) &&
    (await may(networkApprovePermission))
  ) {
    return;
  }
  throw new NotAllowedError(
    `The manifests of this rollout are for those who may change the network (${networkUpdatePermission.name}) and for its approvers`,
  );
}
