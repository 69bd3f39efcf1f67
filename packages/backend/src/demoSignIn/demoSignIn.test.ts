import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { demoSignInModule } from './index';

const engineer = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'platform-engineer', namespace: 'default' },
  spec: { profile: { displayName: 'Platform engineer' } },
  relations: [{ type: 'memberOf', targetRef: 'group:default/platform-team' }],
};

describe('signing in as a user of the demo', () => {
  const environment = process.env.NODE_ENV;
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];

  beforeAll(async () => {
    const data = {
      app: { baseUrl: 'http://localhost:3000' },
      auth: { providers: { demo: { users: ['user:default/platform-engineer', 'gone'] } } },
    };
    ({ server } = await startTestBackend({
      features: [
        authPlugin,
        demoSignInModule,
        catalogServiceMock.factory({ entities: [engineer] }),
        mockServices.rootConfig.factory({ data }),
      ],
    }));
  });
  beforeEach(() => Object.assign(process.env, { NODE_ENV: 'development' }));
  afterEach(() => Object.assign(process.env, { NODE_ENV: environment }));

  const signIn = (user: string) => request(server).get('/api/auth/demo/refresh').query({ user });

  it.each(['platform-engineer', 'user:default/platform-engineer'])('signs in %s', async user => {
    const { status, body } = await signIn(user);
    expect(status).toBe(200);
    expect(body.profile).toEqual({ displayName: 'Platform engineer' });
    expect(body.backstageIdentity).toMatchObject({
      token: expect.any(String),
      expiresInSeconds: expect.any(Number),
      identity: { userEntityRef: 'user:default/platform-engineer' },
    });
  });

  it('refuses who is not listed, and who is not in the catalog', async () => {
    const other = await signIn('user:default/guest');
    expect(other.status).toBe(403);
    expect(other.body.error.message).toContain('auth.providers.demo.users');
    expect((await signIn('gone')).status).toBe(404);
    expect((await signIn('')).status).toBe(400);
  });

  it('refuses everybody outside of development', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    const { status, body } = await signIn('platform-engineer');
    expect(status).toBe(403);
    expect(body.error.message).toContain('NODE_ENV');
  });
});
