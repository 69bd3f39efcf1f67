import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import type { Requester } from './requester';
import { quoted } from './routeParameters';

/** Names the person for whom a service asks. */
export const onBehalfOfHeader = 'Interconnect-On-Behalf-Of';

/**
 * The person for whom a service asks, as the service says. Undefined without the header. The portal
 * cannot check it: it trusts the service as it trusts its token.
 *
 * @throws InputError when it is no user, or when a user sends it
 */
export function onBehalfOf(req: Request, requester: Requester): string | undefined {
  const named = req.header(onBehalfOfHeader);
  if (named === undefined) {
    return undefined;
  }
  if (requester.kind !== 'service') {
    throw new InputError(`${onBehalfOfHeader}: services say it, you ask for yourself`);
  }
  const ref = userRefOf(named);
  if (!ref || ref.length > 255) {
    throw new InputError(
      `${onBehalfOfHeader}: ${quoted(named)} is no person (accepted: the entity ref of a user, like user:default/anna)`,
    );
  }
  return ref;
}

function userRefOf(named: string): string | undefined {
  try {
    const ref = parseEntityRef(named);
    return ref.kind.toLocaleLowerCase('en-US') === 'user' ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}
