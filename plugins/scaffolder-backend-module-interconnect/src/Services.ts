import type { AuthService, BackstageCredentials } from '@backstage/backend-plugin-api';
import type { InterconnectApi } from '@interconnect/backstage-plugin-interconnect-common';

/** What the actions work with. */
export interface Services {
  auth: AuthService;
  api: InterconnectApi;
  /** Address of the portal, for links. */
  portal: string;
}

/**
 * A new token for Interconnect, which acts for who started the template. Tokens are short-lived: a
 * step that waits needs one for each request.
 */
export async function initiatorToken(
  { auth }: Pick<Services, 'auth'>,
  ctx: { getInitiatorCredentials(): Promise<BackstageCredentials> },
): Promise<string> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await ctx.getInitiatorCredentials(),
    targetPluginId: 'interconnect',
  });
  return token;
}
