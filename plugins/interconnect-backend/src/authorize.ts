import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult, BasicPermission } from '@backstage/plugin-permission-common';
import type { Requester } from './http/requester';
import type { Services } from './Services';

/**
 * Throws NotAllowedError, naming the permission, unless the caller has it. For networks see
 * `NetworkAccess`.
 */
export async function authorize(
  services: Pick<Services, 'permissions'>,
  requester: Requester,
  permission: BasicPermission,
): Promise<void> {
  const [decision] = await services.permissions.authorize([{ permission }], {
    credentials: requester.credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(`You do not have the permission ${permission.name}`);
  }
}
