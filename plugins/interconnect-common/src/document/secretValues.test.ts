import { secretErrors } from './secretValues';

const fields = (values: unknown) => secretErrors(values, 'values').map(({ field }) => field);

it.each([
  { password: 'a' },
  { adminPassword: 'a' },
  { POSTGRES_PASSWORD: 'a' },
  { 'redis-password': 'a' },
  { auth: { token: 'a' } }.auth,
  { password: 12345 },
  { clientSecret: 'a' },
  { secret: 'a' },
  { apiKey: 'a' },
  { APIKey: 'a' },
  { secretKey: 'a' },
  { aws_secret_access_key: 'a' },
  { credentials: 'a' },
])('a secret by its key: %j', values => {
  expect(fields(values)).toEqual([`values.${Object.keys(values)[0]}`]);
});

it.each([
  { existingSecret: 'my-secret' },
  { existingSecretPasswordKey: 'password' },
  { auth: { existingSecret: 'a', secretKeys: { adminPasswordKey: 'postgres-password' } } },
  { secretName: 'a' },
  { tlsSecret: 'a' },
  { tls: { certificatesSecret: 'a' }, extraEnvVarsSecret: 'b', initdb: { scriptsSecret: 'c' } },
  { imagePullSecrets: ['a', { name: 'b' }] },
  { imagePullSecret: 'a' },
  { password: '' },
  { password: null },
  { automountServiceAccountToken: true },
  { env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] },
  { tolerations: [{ key: 'node-role', operator: 'Exists' }] },
  { affinity: { topologyKey: 'kubernetes.io/hostname' } },
  { tokenizer: 'a', secretary: 'b', passwordPolicy: 'strict' },
  { url: 'https://example.com/a:b@c', image: 'registry:5000/a@sha256:00' },
])('no secret: %j', values => {
  expect(fields(values)).toEqual([]);
});

it('a secret by its form, wherever it stands', () => {
  expect(
    fields({
      extra: ['-----BEGIN RSA PRIVATE KEY-----\nMII'],
      config: 'auth: ghp_0123456789012345678901234567890123456',
      database: 'postgres://me:hunter2@db:5432/shop',
      env: [
        { name: 'DB_PASSWORD', value: 'hunter2' },
        { name: 'MODE', value: 'fast' },
      ],
    }),
  ).toEqual(['values.extra[0]', 'values.config', 'values.database', 'values.env[0].value']);
});

it('says what to do, and does not quote it', () => {
  const [error] = secretErrors({ password: 'hunter2' }, 'values');
  expect(JSON.stringify(error)).not.toContain('hunter2');
  expect(error).toEqual({
    field: 'values.password',
    message: 'looks like a secret, and values are kept with the request',
    accepted: expect.stringContaining('existingSecret'),
  });
});
