import { readManifest } from './exposure';
import { annotations } from './annotations';

const context = { application: 'web', namespace: 'shop' };

const service = (selector: object = { app: 'web' }, name = 'web') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, annotations: { [annotations.exposeService]: 'true' } },
  spec: { selector, ports: [{ port: 8443 }] },
});
const deployment = (name: string, labels: object = { app: 'web' }, pod: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
});
const mounts = (secretName: string) => ({ volumes: [{ name: 'tls', secret: { secretName } }] });

const named = (...objects: object[]) =>
  readManifest(objects.map(object => JSON.stringify(object)).join('\n---\n'), context).exposed
    .deployment;

it('a server is named after the one Deployment behind what it exposes', () => {
  expect(named(service(), deployment('server'))).toBe('server');
  const labels = { app: 'web', tier: 'back' };
  expect(named(service(), deployment('server', labels), deployment('cache', { app: 'x' }))).toBe(
    'server',
  );
  expect(named(service(), service({ app: 'web' }, 'admin'), deployment('server'))).toBe('server');
  expect(named(service(), deployment('server', undefined, mounts('skupper-tls-server')))).toBe(
    'server',
  );
});

it.each<[string, object[]]>([
  ['nothing runs', []],
  ['something else runs', [{ ...deployment('server'), kind: 'StatefulSet' }]],
  ['another Deployment runs', [deployment('server', { app: 'other' })]],
  ['two are behind one Service', [deployment('blue'), deployment('green')]],
  [
    'two Services have one each',
    [
      deployment('server'),
      service({ app: 'admin' }, 'admin'),
      deployment('admin', { app: 'admin' }),
    ],
  ],
  ['the Deployment has its name', [deployment('web')]],
  ['the Secret would be that of clients', [deployment('client')]],
  ['no Secret could have the name', [deployment('s'.repeat(250))]],
  [
    'the pods mount the Secret of that name',
    [deployment('server', undefined, mounts('skupper-tls-web'))],
  ],
])('and after the application where %s', (_, objects) => {
  expect(named(service(), ...objects)).toBeUndefined();
});
