import type {
  AuthService,
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { plainText } from '@interconnect/backstage-plugin-interconnect-common';
import type { Request } from 'express';

/** Characters of the name of somebody who calls. */
const maxRef = 255;

/** Who calls. */
export interface Requester {
  kind: 'user' | 'service';
  credentials: BackstageCredentials;
  /** What the audit calls them, with its kind: the user's entity ref, or `service:` and the subject (`service:external:ci`). */
  ref: string;
  /** The service that acts for the user with a token on their behalf; absent: they call themselves. */
  through?: string;
}

/** Whether a `ref` is that of a service. */
export function isService(ref: string): boolean {
  return ref.startsWith('service:');
}

/** Users and services may call; what they may do is up to the permission policy. 401 without credentials. */
export async function readRequester(
  services: { httpAuth: HttpAuthService; auth: AuthService },
  req: Request,
): Promise<Requester> {
  const credentials: BackstageCredentials<BackstageUserPrincipal | BackstageServicePrincipal> =
    await services.httpAuth.credentials(req, { allow: ['user', 'service'] });
  if (services.auth.isPrincipal(credentials, 'user')) {
    const { userEntityRef, actor } = credentials.principal;
    return {
      kind: 'user',
      credentials,
      ref: nameOf(userEntityRef),
      ...(actor && { through: nameOf(`service:${actor.subject}`) }),
    };
  }
  if (services.auth.isPrincipal(credentials, 'service')) {
    return {
      kind: 'service',
      credentials,
      ref: nameOf(`service:${credentials.principal.subject}`),
    };
  }
  throw new NotAllowedError('Only users and services can use this API');
}

/** Who somebody is must not depend on what is made of their name on the way. */
function nameOf(ref: string): string {
  if (plainText(ref, maxRef) !== ref) {
    throw new NotAllowedError(
      `The name in these credentials cannot be recorded: at most ${maxRef} characters without control characters are accepted`,
    );
  }
  return ref;
}
