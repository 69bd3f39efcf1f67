import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toolPaths } from '@interconnect/lab';
import { ignorePatterns, isKeptOut, readStages } from './dockerfile';
import { readPages, root } from './pages';
import { workspaces } from './workspaces';

const fileOf = (path: string) => readFileSync(join(root, path), 'utf8');
const toolchain = (name: string) =>
  new RegExp(`${name} = '(.*)'`).exec(fileOf('scripts/toolchain.mjs'))![1];

/** Files below a path, dependencies left out. */
function filesBelow(path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap(({ name }) => filesBelow(join(path, name)));
}

/** Folders of a package and of all of ours that it needs to run. */
function neededBy(folder: string): string[] {
  const manifest = (of: string) => JSON.parse(fileOf(`${of}/package.json`));
  const byName = new Map(workspaces().map(of => [manifest(of).name, of]));
  const found = new Set<string>();
  const visit = (of: string) => {
    found.add(of);
    for (const name of Object.keys(manifest(of).dependencies ?? {})) {
      const next = byName.get(name);
      if (next && !found.has(next)) visit(next);
    }
  };
  visit(folder);
  return [...found].sort();
}

describe.each([
  ['packages/backend', 'install.md'],
  ['workflows', 'worker.md'],
])('the image of %s', (folder, page) => {
  const file = `${folder}/Dockerfile`;
  const stages = readStages(file);
  const last = stages.at(-1)!;
  const copied = stages
    .flat()
    .filter(({ name, options }) => name === 'COPY' && !options.from)
    .flatMap(({ text }) => text.split(' ').slice(0, -1));
  const textOf = (name: string) => last.find(one => one.name === name)?.text;

  it('has the Node and the Yarn of this repository, and glibc', () => {
    const nodes = stages.map(([{ text }]) => text).filter(text => text.startsWith('node:'));
    const version = toolchain('NODE_VERSION').replace(/\./g, '[.]');
    expect(nodes.length).toBeGreaterThan(1);
    for (const image of nodes) {
      expect(image).toMatch(new RegExp(`^node:${version}-trixie(-slim)?( AS \\w+)?$`));
    }
    const installed = stages.flat().find(({ text }) => text.includes('@yarnpkg/cli-dist'))!;
    expect(installed.text).toMatch(new RegExp(` @yarnpkg/cli-dist@${toolchain('YARN_VERSION')}$`));
  });

  it('is for production, and not run by root', () => {
    expect(last.map(({ name, text }) => `${name} ${text}`)).toContain('ENV NODE_ENV=production');
    expect(textOf('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it.each(copied.filter(path => path !== '.'))('copies %s, which is in its context', path => {
    expect(existsSync(join(root, path))).toBe(true);
    expect(filesBelow(path).some(found => !isKeptOut(found))).toBe(true);
  });

  it('copies what each package needs to run', () => {
    const wanted = neededBy(folder).flatMap(of =>
      [`${of}/package.json`, ...filesBelow(`${of}/src`)].filter(
        found => !/\.test\.|__testUtils__/.test(found),
      ),
    );
    const isCopied = (found: string) =>
      copied.some(path => path === '.' || found === path || found.startsWith(`${path}/`));
    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter(found => isKeptOut(found) || !isCopied(found))).toEqual([]);
  });

  it('runs with the configuration that the documentation speaks of', () => {
    const { text } = readPages().find(({ name }) => name === page)!;
    const [, build] = /^# {3}(docker build .*)$/m.exec(fileOf(file))!;
    expect(text).toContain(build);
    const [, configuration] = JSON.parse(textOf('CMD')!);
    expect(text).toContain(configuration);
    const program = JSON.parse(textOf('ENTRYPOINT')!).at(-1);
    expect(existsSync(join(root, program))).toBe(true);
  });
});

describe('helm in the image', () => {
  const [helm] = readStages('packages/backend/Dockerfile');
  const go = fileOf('lab/tools/helm/go.mod');
  const [, version] = /helm\.sh\/helm\/v4 (v\S+)/.exec(go)!;

  it('is the one of the lab', () => {
    expect(helm.map(({ text }) => text)).toContain('lab/tools/helm ./');
    expect(basename(toolPaths.helm())).toBe(`helm-${version}`);
    expect(fileOf('docs/install.md')).toContain(version.slice(1));
  });

  it('is built by the Go that its module asks for', () => {
    const [, minor] = /^go (\d+\.\d+)/m.exec(go)!;
    expect(helm[0].text).toBe(`golang:${minor}-trixie AS helm`);
  });
});

describe('.dockerignore', () => {
  it('lets in the manifests of all packages, which yarn.lock is about', () => {
    const manifests = ['package.json', ...workspaces().map(of => `${of}/package.json`)];
    expect(manifests.filter(isKeptOut)).toEqual([]);
  });

  it('has no patterns as exceptions, which Buildah does not find', () => {
    const exceptions = ignorePatterns().filter(line => line.startsWith('!'));
    expect(exceptions.filter(line => /[*?[]/.test(line))).toEqual([]);
    expect(exceptions.length).toBeGreaterThan(3);
  });

  it.each([
    '.git/config',
    '.lab/portal/keys/stack.private.pem',
    '.npmrc',
    '.toolchain/node_modules/node/package.json',
    'app-config.yaml',
    'app-config.local.yaml',
    'app-config.production.yaml',
    'catalog/users.local.yaml',
    'docs/install.md',
    'node_modules/tsx/package.json',
    'packages/backend/.env',
    'packages/backend/.npmrc',
    'packages/backend/app-config.local.yaml',
    'packages/backend/dist/bundle.tar.gz',
    'plugins/interconnect-node/node_modules/zod/package.json',
    'plugins/interconnect-backend/portal.sqlite',
    'signing.private.pem',
    'worker-kubeconfig.yaml',
    'workflows/keys/2026.payloads.key',
    'workflows/keys/2026.private.pem',
    'workflows/worker-kubeconfig.yaml',
  ])('keeps out %s', path => {
    expect(isKeptOut(path)).toBe(true);
  });
});
