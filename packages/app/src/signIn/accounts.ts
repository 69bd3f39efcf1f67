import { parseEntityRef } from '@backstage/catalog-model';
import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** Somebody that a person can be in the portal while it is developed. */
export interface Account {
  /** "Platform engineer". */
  title: string;
  /** Of the auth backend, which answers with a session there. */
  path: string;
}

/** The guest, and the users of `auth.providers.demo.users`. */
export function accountsOf(config: ConfigApi): Account[] {
  const users = config.getOptionalStringArray('auth.providers.demo.users') ?? [];
  return [
    { title: 'Guest', path: 'guest/refresh' },
    ...users.map(user => ({
      title: titleOf(user),
      path: `demo/refresh?user=${encodeURIComponent(user)}`,
    })),
  ];
}

/** The catalog is not open yet to those who sign in: the name has to do. */
function titleOf(user: string): string {
  const { name } = parseEntityRef(user, { defaultKind: 'user', defaultNamespace: 'default' });
  return name.charAt(0).toUpperCase() + name.slice(1).replace(/[-_]/g, ' ');
}
