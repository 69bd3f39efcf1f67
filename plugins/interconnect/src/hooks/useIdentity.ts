import { BackstageUserIdentity, identityApiRef, useApi } from '@backstage/core-plugin-api';
import { Polled, usePolled } from './usePolled';

/** Who looks at the page: their ref, and the refs that they own things by (their own, and those of their groups). */
export function useIdentity(): Polled<BackstageUserIdentity> {
  const identity = useApi(identityApiRef);
  return usePolled(() => identity.getBackstageIdentity(), undefined, [identity]);
}
