import type {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { plainText } from '@interconnect/backstage-plugin-interconnect-common';
import type { Request } from 'express';

/** Maximum length of a caller's name, in characters. */
const maxRef = 255;

/** The caller of the API. */
export interface Requester {
  kind: 'user' | 'service';
  credentials: BackstageCredentials;
  /**
   * Their name in the audit: the user's entity ref, or `service:` and the subject
   * (`service:external:ci`).
   */
  ref: string;
  /** The service that acts with a token on the user's behalf; absent: they call themselves. */
  through?: string;
}

/** Whether a `ref` names a service. */
export function isService(ref: string): boolean {
  return ref.startsWith('service:');
}

/** Callers of requests that came by no HTTP. */
const callers = new WeakMap<Request, BackstageCredentials>();

/** Makes a request one of somebody whose credentials are known already. */
export function actAs(req: Request, credentials: BackstageCredentials): void {
  callers.set(req, credentials);
}

/**
 * Users and services may call. The permission policy decides what they may do. 401 without
 * credentials.
 */
export async function readRequester(
  services: { httpAuth: HttpAuthService; auth: AuthService },
  req: Request,
): Promise<Requester> {
  const credentials: BackstageCredentials =
    callers.get(req) ?? (await services.httpAuth.credentials(req, { allow: ['user', 'service'] }));
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

/** An identity must not depend on how its name is normalised on the way. */
function nameOf(ref: string): string {
  if (plainText(ref, maxRef) !== ref) {
    throw new NotAllowedError(
      `The name in these credentials cannot be recorded: at most ${maxRef} characters without control characters are accepted`,
    );
  }
  return ref;
}
