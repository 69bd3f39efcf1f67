import { parseEntityRef } from '@backstage/catalog-model';
import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** Somebody that a person can be in the portal while it is developed. */
export interface Account {
  name: string;
  /** Of the auth backend, which answers with a session there. */
  path: string;
}

/** The guest, and the users of `auth.providers.demo.users`. */
export function accountsOf(config: ConfigApi): Account[] {
  const users = config.getOptionalStringArray('auth.providers.demo.users') ?? [];
  return [
    { name: 'guest', path: 'guest/refresh' },
    ...users.map(user => ({
      name: parseEntityRef(user, { defaultKind: 'user', defaultNamespace: 'default' }).name,
      path: `demo/refresh?user=${encodeURIComponent(user)}`,
    })),
  ];
}
