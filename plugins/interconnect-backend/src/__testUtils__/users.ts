import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';

/** Headers of a request by this user. */
export const as = (name: string): Record<string, string> => ({
  authorization: mockCredentials.user.header(`user:default/${name}`),
});

/** Users with what they own beside themselves: the groups that they are members of. */
export function userInfoOf(groups: Record<string, string[]>) {
  return createServiceFactory({
    service: coreServices.userInfo,
    deps: {},
    factory: () => ({
      async getUserInfo(credentials) {
        const { principal } = credentials as ReturnType<typeof mockCredentials.user>;
        const { userEntityRef } = principal;
        const memberOf = groups[userEntityRef.replace('user:default/', '')] ?? [];
        return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...memberOf] };
      },
    }),
  });
}
