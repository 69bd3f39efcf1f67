import { IdentityApi } from '@backstage/core-plugin-api';
import { person } from './answers';

/** The person of the recorded answers, as signed in. */
export const identity: IdentityApi = {
  getProfileInfo: async () => ({ displayName: 'Guest' }),
  getBackstageIdentity: async () => ({ type: 'user', ...person }),
  getCredentials: async () => ({}),
  signOut: async () => {},
};
