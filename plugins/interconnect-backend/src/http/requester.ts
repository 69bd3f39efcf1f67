import type {
  AuthService,
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';

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
    return { kind: 'user', credentials, ref: credentials.principal.userEntityRef };
  }
  if (services.auth.isPrincipal(credentials, 'service')) {
    return { kind: 'service', credentials, ref: credentials.principal.subject };
  }
  throw new NotAllowedError('Only users and services can use this API');
}
