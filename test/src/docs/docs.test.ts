import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseNetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { parse, parseAllDocuments } from 'yaml';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- which no package publishes
import { helpPages } from '../../../plugins/interconnect/src/components/common/helpPages';
import { declaredKeys } from './configKeys';
import { anchorsOf, CodeBlock, readPages, root } from './pages';

const pages = readPages();
const blocks = pages.flatMap(page => page.blocks);
const page = (name: string) => pages.find(p => p.name === name)!;
const fileOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** JSON of json blocks, and of files that shell commands write (`cat > network.json <<END`). */
function jsonTexts(): CodeBlock[] {
  return blocks.flatMap(block => {
    if (block.language === 'json') return [block];
    const written = /^cat > \S+\.json <<END\n([\s\S]*?)^END$/m.exec(block.text)?.[1];
    return written ? [{ ...block, text: written }] : [];
  });
}

describe('links', () => {
  const links = pages.flatMap(({ name, prose }) =>
    [...prose.matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target]) => [name, target] as const),
  );

  it.each(links.filter(([, target]) => !/^https?:/.test(target)))('%s: %s', (from, target) => {
    const [path, anchor] = target.split('#');
    const name = path === '' ? from : normalize(join(dirname(from), path));
    expect(existsSync(join(root, 'docs', name))).toBe(true);
    expect(anchor === undefined || anchorsOf(page(name)).includes(anchor)).toBe(true);
  });

  it.each(Object.entries(helpPages))('the portal leads for help about %s to %s', (_, target) => {
    const [, name, anchor] = /^([\w-]+)\/(?:#([\w-]+))?$/.exec(target)!;
    expect(pages.map(one => one.name)).toContain(`${name}.md`);
    expect(anchor === undefined || anchorsOf(page(`${name}.md`)).includes(anchor)).toBe(true);
  });

  it('the navigation has all pages, and no others', () => {
    const { nav } = parse(fileOf('mkdocs.yml')) as { nav: unknown };
    const listed = [...JSON.stringify(nav).matchAll(/"([\w/-]+\.md)"/g)].map(([, name]) => name);
    const all = pages.map(({ name }) => name).filter(name => !/^decisions\/\d/.test(name));
    expect(listed.sort()).toEqual(all);
  });

  it.each(
    pages.flatMap(({ name, prose }) =>
      [
        ...prose.matchAll(/`((?:docs|examples|lab|packages|plugins|test|workflows)\/[\w./-]+)`/g),
      ].map(([, path]) => [name, path]),
    ),
  )('%s speaks of %s, which is there', (_, path) => {
    expect(existsSync(join(root, path))).toBe(true);
  });
});

describe('configuration.md', () => {
  const documented = [
    ...page('configuration.md').prose.matchAll(
      /^\| `((?:interconnect|catalog|auth)\.[\w.[\]]+)`/gm,
    ),
  ].map(([, key]) => key);

  it('has every key that a config.d.ts declares', () => {
    expect(declaredKeys().filter(key => !documented.includes(key))).toEqual([]);
  });

  it('has no key that none declares', () => {
    const declared = declaredKeys();
    const known = (key: string) =>
      declared.some(d => d === key || d.startsWith(`${key}.`) || d.startsWith(`${key}[]`));
    expect(documented.filter(key => !known(key))).toEqual([]);
    expect(documented.length).toBeGreaterThan(30);
  });
});

describe('code', () => {
  it.each(blocks.filter(({ language }) => language === 'yaml').map(b => [b.at, b.text]))(
    'YAML at %s',
    (_, text) => {
      const errors = parseAllDocuments(text).flatMap(document => document.errors);
      expect(errors.map(({ message }) => message)).toEqual([]);
    },
  );

  const documents = jsonTexts().filter(({ text }) => 'type' in JSON.parse(text));

  it.each(documents.map(b => [b.at, b.text]))('network document at %s', (_, text) => {
    const value = JSON.parse(text);
    expect(parseNetworkDocument(value, { network: 'shop' })).toMatchObject({ type: value.type });
  });

  it('has JSON that parses, and network documents among it', () => {
    expect(documents.length).toBeGreaterThanOrEqual(2);
  });

  it.each(blocks.filter(b => b.source).map(b => [b.at, b.source!, b.text]))(
    'TypeScript at %s stands in %s, which is compiled and tested',
    (_, source, text) => {
      const own = '@interconnect/backstage-plugin-interconnect';
      const flat = (code: string) =>
        code
          .replace(
            /^import \{\s*([^}]*?),?\s*\} from/gm,
            (__, names) => `import { ${names.split(/,\s*/).join(', ')} } from`,
          )
          .replace(/'(?:\.\.\/)+src(\/\w+)?'/g, (__, entry = '') => `'${own}${entry}'`)
          .split('\n')
          .map(line => line.trim());
      const there = flat(fileOf(source));
      const imports = /^import \{ (.*) \} from (.*)$/;
      const missing = flat(text).filter(line => {
        if (line === '' || there.includes(line)) return false;
        // A page may import less than the file does.
        const [, names, from] = imports.exec(line) ?? [];
        return !there.some(other => {
          const [, all, otherFrom] = imports.exec(other) ?? [];
          return names && from === otherFrom && names.split(', ').every(n => all.includes(n));
        });
      });
      expect(missing).toEqual([]);
    },
  );

  it('runs scripts of package.json only', () => {
    const { scripts } = JSON.parse(fileOf('package.json'));
    const used = pages.flatMap(({ text }) =>
      [...text.matchAll(/npm (?:run )?(?:-s )?([a-z]+(?::[a-z]+)?)/g)].map(([, name]) => name),
    );
    expect([...new Set(used)].filter(name => !(name in scripts))).toEqual([]);
    expect(used).toContain('lab');
  });
});
