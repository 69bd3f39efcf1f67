import { ResponseError } from '@backstage/errors';
import type {
  BackstageUserIdentity,
  IdentityApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';

interface Session {
  profile: ProfileInfo;
  backstageIdentity: {
    token: string;
    expiresInSeconds?: number;
    identity: BackstageUserIdentity;
  };
}

/** Time that a token must still be valid when it is given out. */
const MARGIN_MS = 5 * 60_000;

async function fetchSession(url: string): Promise<Session> {
  const response = await fetch(url, { headers: { 'x-requested-with': 'XMLHttpRequest' } });
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return response.json();
}

/**
 * An identity with sessions from `url` of the auth backend. A new session is fetched before the old
 * one expires. `displayName`: for sessions that know none.
 *
 * @throws ResponseError when the first one is refused
 */
export async function createIdentity(
  url: string,
  displayName: string,
  signOut: () => void,
): Promise<IdentityApi> {
  let current: Promise<Session> | undefined;
  let renewAt = 0;
  const session = () => {
    if (current && Date.now() < renewAt) return current;
    renewAt = Infinity; // while it is fetched
    current = fetchSession(url).then(
      fetched => {
        const { expiresInSeconds = 0 } = fetched.backstageIdentity;
        renewAt = Date.now() + expiresInSeconds * 1000 - MARGIN_MS;
        return fetched;
      },
      error => {
        current = undefined;
        throw error;
      },
    );
    return current;
  };
  await session();
  return {
    getProfileInfo: async () => ({ displayName, ...(await session()).profile }),
    getBackstageIdentity: async () => (await session()).backstageIdentity.identity,
    getCredentials: async () => ({ token: (await session()).backstageIdentity.token }),
    signOut: async () => signOut(),
  };
}
