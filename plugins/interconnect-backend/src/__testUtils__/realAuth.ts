import { generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { httpRouterServiceFactory } from '@backstage/backend-defaults/httpRouter';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import permissionPlugin from '@backstage/plugin-permission-backend';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import type { JsonObject } from '@backstage/types';
import { Router } from 'express';

/**
 * Credentials as Backstage itself checks them: its services and its permission backend, keys and
 * tokens of a test.
 */
export interface RealAuth {
  features: BackendFeature[];
  /** Of the root of the configuration. */
  config: JsonObject;
  /** What a user signs in with; `forged`: by a key that nobody knows; `expired`: an hour ago. */
  userToken(name: string, groups: string[], wrong?: 'forged' | 'expired' | 'alg none'): string;
  remove(): void;
}

/**
 * @param policy - of the permission backend
 * @param services - static tokens by the subject of a service, some with the only permissions that
 * it has
 */
export function realAuth(
  policy: PermissionPolicy,
  services: Record<string, { token: string; permissions?: string[] }>,
): RealAuth {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-keys-'));
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const others = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKeyFile = join(folder, 'public.pem');
  const privateKeyFile = join(folder, 'private.pem');
  writeFileSync(publicKeyFile, keys.publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(privateKeyFile, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'user-key', alg: 'ES256' };
  /** What a user signed in with; the tokens that plugins pass on leave it out. */
  const ownership = new Map<string, string[]>();

  const signIn = createBackendPlugin({
    pluginId: 'auth',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
          const router = Router();
          router.get('/.well-known/jwks.json', (_req, res) => res.json({ keys: [jwk] }));
          router.get('/v1/userinfo', (req, res) => {
            const [, claims] = String(req.headers.authorization).split('.');
            const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
            res.json({ claims: { sub, ent: ownership.get(sub) } });
          });
          httpRouter.use(router);
        },
      });
    },
  });
  const policyModule = createBackendModule({
    pluginId: 'permission',
    moduleId: 'test-policy',
    register(env) {
      env.registerInit({
        deps: { policies: policyExtensionPoint },
        async init({ policies }) {
          policies.setPolicy(policy);
        },
      });
    },
  });

  return {
    features: [
      authServiceFactory,
      httpAuthServiceFactory,
      httpRouterServiceFactory,
      permissionsServiceFactory,
      permissionsRegistryServiceFactory,
      userInfoServiceFactory,
      signIn,
      permissionPlugin,
      policyModule,
    ],
    config: {
      permission: { enabled: true },
      backend: {
        auth: {
          pluginKeyStore: {
            type: 'static',
            static: { keys: [{ publicKeyFile, privateKeyFile, keyId: 'plugin-key' }] },
          },
          externalAccess: Object.entries(services).map(([subject, { token, permissions }]) => ({
            type: 'static',
            options: { token, subject },
            ...(permissions && {
              accessRestrictions: [{ plugin: 'interconnect', permission: permissions }],
            }),
          })),
        },
      },
    },
    userToken(name, groups, wrong) {
      const sub = `user:default/${name}`;
      const iat = Math.floor(Date.now() / 1000) - (wrong === 'expired' ? 7200 : 0);
      const exp = iat + 3600;
      const key = wrong === 'forged' ? others.privateKey : keys.privateKey;
      const alg = wrong === 'alg none' ? 'none' : 'ES256';
      const token = (typ: string, claims: object) =>
        jwt({ typ, alg, kid: 'user-key' }, { sub, iat, exp, ...claims }, key);
      const proof = token('vnd.backstage.limited-user', {}).split('.')[2];
      const ent = [sub, ...groups];
      ownership.set(sub, ent);
      return token('vnd.backstage.user', { ent, aud: 'backstage', iss: 'test', uip: proof });
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function jwt(header: { alg: string; [name: string]: string }, claims: object, key: KeyObject) {
  const signed = [header, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature =
    header.alg === 'none'
      ? ''
      : sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString(
          'base64url',
        );
  return `${signed}.${signature}`;
}
