import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { readPages, root } from './pages';
import { workspaces } from './workspaces';

const fileOf = (path: string) => readFileSync(join(root, path), 'utf8');
const packages = workspaces();

/** Pages outside of `docs`: the root's, and one README in each package. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...packages.map(folder => `${folder}/README.md`),
].map(name => ({
  name,
  text: fileOf(name),
  prose: fileOf(name).replace(/^```[\s\S]*?^```$/gm, ''),
}));

/** Paths in backticks: from the root, or from the folder of the page. */
function pathsOf({ name, prose }: { name: string; prose: string }): [string, string][] {
  const own = name === 'README.md' || name === 'CONTRIBUTING.md' ? [] : ['src', 'dev', 'deploy'];
  const first = ['docs', 'examples', 'lab', 'packages', 'plugins', 'scripts', 'test', 'workflows'];
  const path = new RegExp(`\`((?:${[...first, ...own].join('|')})/[\\w./-]+)\``, 'g');
  return [...prose.matchAll(path)].map(([, found]) => [name, found]);
}

describe.each(packages)('%s', folder => {
  it('has a README that begins with its name', () => {
    const { name, backstage } = JSON.parse(fileOf(`${folder}/package.json`));
    const [heading] = fileOf(`${folder}/README.md`).split('\n');
    expect(heading).toBe(`# ${name}`);
    expect(backstage.role).toEqual(expect.any(String));
  });

  it('is a component of the catalog', () => {
    const { name, description, backstage } = JSON.parse(fileOf(`${folder}/package.json`));
    // The catalog takes 63 characters.
    const short = name.replace('@', '').replace('/backstage-plugin-', '-').replace('/', '-');
    expect(short.length).toBeLessThanOrEqual(63);
    expect(parse(fileOf(`${folder}/catalog-info.yaml`))).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: short,
        title: name,
        ...(description && { description }),
      },
      spec: {
        lifecycle: 'experimental',
        type: `backstage-${backstage.role}`,
        owner: 'maintainers',
      },
    });
  });
});

it('the catalog file of the root leads to all packages', () => {
  const entities = parseAllDocuments(fileOf('catalog-info.yaml')).map(one => one.toJSON());
  const { targets } = entities.find(({ kind }) => kind === 'Location').spec;
  const reached = (folder: string) =>
    targets.includes(`./${folder}/catalog-info.yaml`) ||
    targets.includes(`./${dirname(folder)}/*/catalog-info.yaml`);
  expect(packages.filter(folder => !reached(folder))).toEqual([]);
  expect(fileOf('.github/CODEOWNERS')).toMatch(/^\* @interconnect\/maintainers$/m);
  expect(entities.map(({ kind, metadata }) => `${kind}:${metadata.name}`)).toContain(
    'Group:maintainers',
  );
});

describe('pages of the repository', () => {
  it.each(pages.flatMap(pathsOf))('%s speaks of %s, which is there', (page, path) => {
    const folders = ['', dirname(page)];
    expect(folders.some(folder => existsSync(join(root, folder, path)))).toBe(true);
  });

  const links = pages.flatMap(({ name, prose }) =>
    [...prose.matchAll(/\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, to]) => [name, to]),
  );

  it.each(links.filter(([, to]) => !/^https?:/.test(to)))('%s links to %s', (page, to) => {
    expect(existsSync(join(root, normalize(join(dirname(page), to))))).toBe(true);
  });

  it('run scripts of package.json only', () => {
    const { scripts } = JSON.parse(fileOf('package.json'));
    const used = pages.flatMap(({ text }) =>
      [...text.matchAll(/npm (?:run )?(?:-s )?([a-z]+(?:[:-][a-z]+)*)/g)].map(([, name]) => name),
    );
    expect([...new Set(used)].filter(name => !(name in scripts))).toEqual([]);
  });
});

describe('architecture.md', () => {
  const { prose } = readPages().find(({ name }) => name === 'architecture.md')!;
  const named = [...prose.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`/g)].map(([, path]) => path);

  it('names files of every package of the product', () => {
    const silent = packages.filter(
      folder => !prose.includes(`\`${folder}/`) && !prose.includes(`\`${folder}\``),
    );
    expect(silent).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  it.each(named)('%s is there', path => {
    expect(existsSync(join(root, path))).toBe(true);
  });

  it.each(['step kind', 'route', 'document field', 'tab'])('tells how to add a %s', thing => {
    const [, section] = prose.split(`\n## Add a ${thing}\n`);
    expect(section.split('\n## ')[0].match(/^\d+\. |^\| /gm)?.length).toBeGreaterThan(2);
  });
});
