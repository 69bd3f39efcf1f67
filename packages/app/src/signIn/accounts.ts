import { parseEntityRef } from '@backstage/catalog-model';
import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** An account that people can use in the portal during development. */
export interface Account {
  /** "Platform engineer". */
  title: string;
  /** Path below the auth backend that answers with a session. */
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

/** Nobody can read the catalog before signing in, so the title is made of the name. */
function titleOf(user: string): string {
  const { name } = parseEntityRef(user, { defaultKind: 'user', defaultNamespace: 'default' });
  return name.charAt(0).toUpperCase() + name.slice(1).replace(/[-_]/g, ' ');
}
