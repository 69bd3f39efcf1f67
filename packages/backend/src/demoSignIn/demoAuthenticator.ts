import { parseEntityRef, stringifyEntityRef, UserEntity } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';

/** The user that a request signs in, as a full entity ref. */
export interface DemoUser {
  entityRef: string;
}

const fullRef = (ref: string) =>
  stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'user', defaultNamespace: 'default' }));

/**
 * Accepts `?user=platform-engineer` or `?user=user:default/platform-engineer`, if
 * `auth.providers.demo.users` lists that user. Like Backstage's guest, it refuses unless NODE_ENV
 * is `development`.
 */
export const demoAuthenticator = createProxyAuthenticator({
  async defaultProfileTransform({ entityRef }: DemoUser, context) {
    const { entity } = await context.findCatalogUser({ entityRef });
    return { profile: { displayName: (entity as UserEntity).spec?.profile?.displayName } };
  },
  initialize: ({ config }) => config.getStringArray('users').map(fullRef),
  async authenticate({ req }, users: string[]) {
    if (process.env.NODE_ENV !== 'development') {
      throw new NotAllowedError('Users of the demo can only sign in while NODE_ENV is development');
    }
    const { user } = req.query;
    if (typeof user !== 'string' || user === '') {
      throw new InputError('Say who signs in, like ?user=user:default/platform-engineer');
    }
    const entityRef = fullRef(user);
    if (!users.includes(entityRef)) {
      throw new NotAllowedError(`${entityRef} is not one of auth.providers.demo.users`);
    }
    return { result: { entityRef } };
  },
});
