import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  isResourcePermission,
  Permission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Requester } from './http/requester';
import type { Services } from './Services';

/** Throws NotAllowedError, naming the permission, unless the caller has it (for one network, when it is about one). */
export async function authorize(
  services: Pick<Services, 'permissions'>,
  requester: Requester,
  permission: Permission,
  resourceRef?: string,
): Promise<void> {
  const [decision] = await services.permissions.authorize(
    [
      isResourcePermission(permission)
        ? { permission, resourceRef: resourceRef ?? '' }
        : { permission: permission as BasicPermission },
    ],
    { credentials: requester.credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You do not have the permission ${permission.name}${resourceRef ? ` for ${resourceRef}` : ''}`,
    );
  }
}

/** Those of the items that the caller has the permission for. */
export async function allowedOf<T>(
  services: Pick<Services, 'permissions'>,
  requester: Requester,
  permission: ResourcePermission,
  items: T[],
  resourceRefOf: (item: T) => string,
): Promise<T[]> {
  const decisions = await services.permissions.authorize(
    items.map(item => ({ permission, resourceRef: resourceRefOf(item) })),
    { credentials: requester.credentials },
  );
  return items.filter((_, index) => decisions[index].result === AuthorizeResult.ALLOW);
}
