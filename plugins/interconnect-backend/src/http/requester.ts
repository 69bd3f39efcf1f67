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
  /** What the audit calls them: the user's entity ref; for a service its subject (`plugin:scaffolder`, `external:ci`). */
  ref: string;
}

/** Users and services may call; what they may do is up to the permission policy. 401 without credentials. */
export async function readRequester(
  services: { httpAuth: HttpAuthService; auth: AuthService },
  req: Request,
): Promise<Requester> {
  const credentials: BackstageCredentials<BackstageUserPrincipal | BackstageServicePrincipal> =
    await services.httpAuth.credentials(req, { allow: ['user', 'service'] });
  if (services.auth.isPrincipal(credentials, 'user')) {
    return { kind: 'user', credentials, ref: nameOf(credentials.principal.userEntityRef) };
  }
  if (services.auth.isPrincipal(credentials, 'service')) {
    return { kind: 'service', credentials, ref: nameOf(credentials.principal.subject) };
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
