import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { stringify } from 'yaml';
import { readClusters } from '../readClusters';
import { kubeconfig, secretOf, token } from './__testUtils__/objects';
import { ManagementClusters } from './ManagementClusters';

/** What the API server answers; a number: with that status. */
let answer: object[] | number;
let asked: string[];
let server: Server;
let file: string;
let stop: (() => void) | undefined;
let warned: string[];

beforeEach(async () => {
  asked = [];
  warned = [];
  answer = [];
  server = createServer((request, response) => {
    asked.push(request.url!);
    const status = typeof answer === 'number' ? answer : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ kind: 'SecretList', items: answer, message: token }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  file = join(mkdtempSync(join(tmpdir(), 'interconnect-')), 'kubeconfig.yaml');
  const cluster = { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true };
  const contexts = ['management', 'store-9'].map(name => ({
    name,
    context: { cluster: 'one', user: 'me' },
  }));
  const users = [{ name: 'me', user: { token } }];
  writeFileSync(file, stringify({ clusters: [{ name: 'one', cluster }], users, contexts }));
});
afterEach(async () => {
  stop?.();
  stop = undefined;
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
});

const configOf = (...managementClusters: object[]) =>
  new ConfigReader({ interconnect: { kubeconfig: file, managementClusters } } as never);
const secrets = { namespace: 'fleet' };
const entry = { cluster: 'management', kubeconfigSecrets: secrets };

function start(config = configOf(entry)) {
  const options = { warn: (text: string) => warned.push(text), signsIn: true, everyMs: 5 };
  const management = ManagementClusters.read(config, options)!;
  stop = () => management.stop();
  return management;
}

async function until(isSo: () => boolean) {
  while (!isSo()) {
    await new Promise(resolve => {
      setTimeout(resolve, 5);
    });
  }
}

const names = (clusters: { name: string }[]) => clusters.map(({ name }) => name);

it('asks for the Secrets of clusters alone', async () => {
  await start(
    configOf({ ...entry, kubeconfigSecrets: { ...secrets, selector: 'region=eu' } }),
  ).listClusters();
  const { pathname, searchParams } = new URL(asked[0], 'http://a');
  expect(pathname).toBe('/api/v1/namespaces/fleet/secrets');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    fieldSelector: 'type=cluster.x-k8s.io/secret',
    labelSelector: 'region=eu',
  });
});

it('lets clusters come and go, and one broken Secret hides no other', async () => {
  const odd = { ...secretOf('', 'store-4'), data: { value: 5 } };
  answer = [secretOf(kubeconfig()), secretOf('', 'store-2'), odd];
  const management = start();
  expect(await management.listClusters()).toMatchObject([
    { name: 'store-1' },
    { name: 'store-2', unusable: expect.stringContaining('the Secret has no data.value') },
    { name: 'store-4', unusable: expect.stringContaining('its kubeconfig cannot be read (') },
  ]);
  answer = [secretOf(kubeconfig(), 'store-3')];
  await until(() => names(management.known).join() === 'store-3');
  expect(names(await management.listClusters())).toEqual(['store-3']);
});

it('knows nothing until it was read, which is not the same as no clusters', async () => {
  answer = 403;
  const management = start();
  const problem =
    'KubeConfig Secrets in namespace fleet on management: not read yet, because the account may not list them (403): workflows/deploy/management has the role';
  await expect(management.listClusters()).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: `Not all clusters are known: ${problem}`,
  });
  expect(management.known).toEqual([]);
  await until(() => asked.length > 3);
  expect(warned).toHaveLength(1);
  expect(warned[0]).toContain('could not be read: the account may not list them (403)');
  answer = [secretOf(kubeconfig())];
  await until(() => management.known.length > 0);
  expect(names(await management.listClusters())).toEqual(['store-1']);
});

it('keeps what was read last while there is no answer', async () => {
  answer = [secretOf(kubeconfig())];
  const management = start();
  await management.listClusters();
  expect(management.told).toMatch(/^KubeConfig Secrets .*: read at \S+Z$/);
  answer = 500;
  await until(() => warned.length > 0);
  expect(names(await management.listClusters())).toEqual(['store-1']);
  expect(management.told).toMatch(
    /: read at \S+Z, and not since then, because the answer was 500$/,
  );
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
  await until(() => warned.length > 1);
  expect(warned[1]).toMatch(/could not be read: the cluster could not be asked \(E\w+\)$/);
  expect(names(management.known)).toEqual(['store-1']);
  expect(warned.join()).not.toContain(token);
});

it('takes no name that the configuration has, and none that stands twice', async () => {
  answer = [
    secretOf(kubeconfig(), 'store-9'),
    secretOf(kubeconfig()),
    { ...secretOf(kubeconfig()), metadata: { ...secretOf('').metadata, namespace: 'other' } },
  ];
  const management = start();
  const discovered = await management.listClusters();
  const found = readClusters(configOf(entry), { discovered, warn: text => warned.push(text) });
  expect(found).toMatchObject([
    { name: 'management', source: 'interconnect.kubeconfig' },
    { name: 'store-9', source: 'interconnect.kubeconfig' },
    {
      name: 'store-1',
      unusable:
        'it stands in Secret fleet/store-1-kubeconfig on management and in Secret other/store-1-kubeconfig on management: names must be unique',
    },
  ]);
  expect(found[1]).not.toHaveProperty('unusable');
  expect(warned[0]).toBe(
    "Secret fleet/store-9-kubeconfig on management is left out: interconnect.kubeconfig has a cluster 'store-9'",
  );
});

it.each<[string, object, RegExp]>([
  [
    'another cluster',
    { ...entry, cluster: 'x' },
    /\[0\]\.cluster is 'x': .*\(management, store-9\)/,
  ],
  ['no namespace', { ...entry, kubeconfigSecrets: {} }, /\[0\]\.kubeconfigSecrets\.namespace: /],
  ['nothing to read', { cluster: 'management' }, /\[0\]: is without kubeconfigSecrets and/],
  ['an unknown key', { ...entry, secret: {} }, /\[0\]: 'secret' is no key that is known there/],
])('refuses a configuration with %s', (_, wrong, message) => {
  expect(() => start(configOf(wrong))).toThrow(message);
});

it('is nothing where none is configured', () => {
  expect(start(configOf())).toBeUndefined();
  stop = undefined;
});
