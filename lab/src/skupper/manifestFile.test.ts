import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { skupperManifestFile } from './manifestFile';

const dir = mkdtempSync(join(tmpdir(), 'skupper-manifest-'));
afterAll(() => rmSync(dir, { recursive: true }));

const objects = (file: string) =>
  parseAllDocuments(readFileSync(file, 'utf8')).map(document => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });

it('puts definitions and controller into one file, without the grant server', () => {
  const all = objects(skupperManifestFile(join(dir, 'own'), {} as NodeJS.ProcessEnv));
  const kinds = all.flatMap(({ kind, spec }) =>
    kind === 'CustomResourceDefinition' ? [spec.names.kind] : [],
  );
  expect(kinds.sort()).toEqual([
    'AccessGrant',
    'AccessToken',
    'AttachedConnector',
    'AttachedConnectorBinding',
    'Certificate',
    'Connector',
    'Link',
    'Listener',
    'MultiKeyListener',
    'RouterAccess',
    'SecuredAccess',
    'Site',
  ]);
  expect(all.slice(12).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'Namespace skupper',
    'ServiceAccount skupper-controller',
    'ClusterRole skupper-controller',
    'ClusterRoleBinding skupper-controller',
    'Deployment skupper-controller',
  ]);
  const [container] = all.at(-1).spec.template.spec.containers;
  expect(container.image).toBe('quay.io/skupper/controller:2.2.1');
  expect(container.args).toBeUndefined();
});

it('every definition has a status of its own', () => {
  const all = objects(skupperManifestFile(join(dir, 'own'), {} as NodeJS.ProcessEnv));
  for (const { kind, spec, metadata } of all) {
    if (kind !== 'CustomResourceDefinition') continue;
    expect(metadata.name).toBe(`${spec.names.plural}.skupper.io`);
    expect(spec.versions).toEqual([
      expect.objectContaining({
        name: 'v2alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
      }),
    ]);
  }
});

it('takes the definitions of another folder, and names a folder that has none', () => {
  const folder = join(dir, 'crds');
  mkdirSync(folder);
  const SKUPPER_CRDS = { SKUPPER_CRDS: folder } as unknown as NodeJS.ProcessEnv;
  writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [a.yaml]\n');
  expect(() => skupperManifestFile(join(dir, 'other'), SKUPPER_CRDS)).toThrow(
    `SKUPPER_CRDS: ${folder} holds no CustomResourceDefinition of skupper.io`,
  );
  writeFileSync(
    join(folder, 'a.yaml'),
    '---\nkind: CustomResourceDefinition\nmetadata: {name: sites.skupper.io}\nspec: {group: skupper.io}\n',
  );
  const all = objects(skupperManifestFile(join(dir, 'other'), SKUPPER_CRDS));
  expect(all.map(({ kind }) => kind)).toEqual([
    'CustomResourceDefinition',
    'Namespace',
    'ServiceAccount',
    'ClusterRole',
    'ClusterRoleBinding',
    'Deployment',
  ]);
});
