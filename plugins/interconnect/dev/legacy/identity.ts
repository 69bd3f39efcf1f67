import { IdentityApi } from '@backstage/core-plugin-api';

/** The guest that looks at the recorded answers, as signed in. */
export const identity: IdentityApi = {
  getProfileInfo: async () => ({ displayName: 'Guest' }),
  getBackstageIdentity: async () => ({
    type: 'user',
    userEntityRef: 'user:default/guest',
    ownershipEntityRefs: ['user:default/guest'],
  }),
  getCredentials: async () => ({}),
  signOut: async () => {},
};
