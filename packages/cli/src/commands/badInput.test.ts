import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cli, FakePortal, files, server, token } from '../__testUtils__/FakePortal';

const found = files({
  'broken.yaml': 'project: edge-shop\n  name: shop\n',
  'list.yaml': '- a\n',
  'empty.yaml': '',
  'unnamed.yaml': 'type: application-mesh\n',
  'wrong-key.yaml': 'project: edge-shop\nnmae: shop\nspec: {}\n',
  'named.yaml': 'project: edge-shop\nname: shop\nspec: {}\n',
  'two.yaml': 'project: a\nname: b\nspec: {}\n---\nproject: a\nname: c\nspec: {}\n',
  'twice.yaml': 'project: a\nname: b\nspec: {}\n---\nproject: a\nname: b\nspec: { type: x }\n',
  'no-spec.yaml': 'project: a\nname: b\n',
  'null-spec.yaml': 'project: a\nname: b\nspec:\n',
  'number.yaml': 'project: 12\nname: b\nspec: {}\n',
  'no-name.yaml': 'project: a\nname: ""\nspec: {}\n',
  'tab.yaml': 'project: a\nname: b\nspec:\n\ttype: x\n',
  'utf16.yaml': '',
  'large.yaml': `project: a\nname: b\nspec:\n  description: ${'x'.repeat(2 * 1024 * 1024)}\n`,
  token: 'a-token\nand another\n',
  'good-token': 'of-a-file\n',
});
writeFileSync(found['utf16.yaml'], Buffer.from('\ufeffproject: a\n', 'utf16le'));
const nothing = new FakePortal({});

describe('what is typed or written wrong ends with 2, before the server is asked', () => {
  it.each<[string, string[], RegExp]>([
    ['no command', [], /^Usage: interconnect/],
    ['a command that is none', ['gte'], /unknown command 'gte'[\s\S]*Did you mean get/],
    ['an option that is none', ['get', '--ouput', 'json'], /unknown option '--ouput'/],
    ['a format that is none', ['get', '-o', 'xml'], /Allowed choices are table, json, yaml/],
    ['a duration that is none', ['repair', 'a/b', '--timeout', '5'], /like 90s or 15m/],
    ['a network without a project', ['get', 'shop'], /^'shop' has no project/],
    ['a name with too many parts', ['get', 'a/b/c'], /^'a\/b\/c' names no network/],
    ['no file', ['apply'], /required option '-f, --file/],
    ['a file that is not there', ['apply', '-f', '/none.yaml'], /^\/none.yaml: is not there$/],
    ['an empty folder', ['apply', '-f', dirname(__filename)], /commands: has no networks/],
    ['an empty file', ['apply', '-f', found['empty.yaml']], /empty.yaml: is empty/],
    [
      'YAML that is none',
      ['apply', '-f', found['broken.yaml']],
      /broken.yaml:1:10: a key and its value/,
    ],
    ['no network', ['apply', '-f', found['list.yaml']], /list.yaml:1: is no network/],
    ['no name', ['apply', '-f', found['unnamed.yaml']], /unnamed.yaml:1: does not say which/],
    [
      'a key that is none',
      ['apply', '-f', found['wrong-key.yaml']],
      /wrong-key.yaml:1: nmae: is not/,
    ],
    [
      'two names',
      ['apply', 'edge-shop/other', '-f', found['named.yaml']],
      /is edge-shop\/shop, but/,
    ],
    [
      'one name for two',
      ['apply', 'a/b', '-f', found['two.yaml']],
      /two.yaml:5: name: is a\/c, but a\/b/,
    ],
    [
      'two documents of a network',
      ['apply', '-f', found['twice.yaml']],
      /twice.yaml:5: a\/b stands at .*twice.yaml:1 with another document/,
    ],
    ['no document', ['apply', '-f', found['no-spec.yaml']], /no-spec.yaml:1: spec: is missing/],
    [
      'a document that is none',
      ['apply', '-f', found['null-spec.yaml']],
      /null-spec.yaml:1: spec: is no network document/,
    ],
    [
      'a number as name',
      ['apply', '-f', found['number.yaml']],
      /number.yaml:1: project: is no text/,
    ],
    ['an empty name', ['apply', '-f', found['no-name.yaml']], /no-name.yaml:1: 'a\/' names no/],
    ['a tab', ['apply', '-f', found['tab.yaml']], /tab.yaml:4:1: tabs are not allowed/],
    ['too much', ['apply', '-f', found['large.yaml']], /large.yaml:1:1: it has more than 2 MiB$/],
    ['UTF-16', ['apply', '-f', found['utf16.yaml']], /utf16.yaml: is no text in UTF-8/],
    ['a file without a name', ['apply', '-f', ''], /^-f: names no file/],
    ['a path as network', ['get', 'a/..'], /^'a\/..' names no network/],
    ['a path as project', ['get', 'shop', '-p', '..'], /^'..' names no project/],
    ['an empty project', ['get', '-p', ''], /^'' names no project/],
    ['a path as project of a log', ['audit', 'export', 'a/b'], /^'a\/b' names no project/],
    ['a path as rollout', ['rollout', 'get', 'a/b', '..'], /^'..' is no rollout/],
    ['nobody', ['get', '--on-behalf-of', 'a\nb'], /^--on-behalf-of is nobody/],
    ['a shell that is none', ['completion', 'csh'], /Allowed choices are bash, zsh, fish/],
  ])('%s', async (_, args, expected) => {
    const { code, notes, out } = await cli(nothing, args);
    expect(notes).toMatch(expected);
    expect([code, out]).toEqual([2, '']);
    expect(nothing.requests).toEqual([]);
  });
});

describe('the server', () => {
  const get = ['get', 'edge-shop/shop'];

  it.each([
    ['nothing', '', /is none/],
    ['no address', 'portal', /is none \(accepted: like https/],
    ['another protocol', 'file:///etc/passwd', /is none/],
    ['a password', 'https://anna:secret@portal.test', /no user, no password/],
  ])('is not %s', async (_, url, expected) => {
    const { code, notes } = await cli(nothing, [...get, '--server', url]);
    expect([code, notes]).toEqual([2, expect.stringMatching(expected)]);
    expect(notes).not.toContain('secret');
  });
});

describe('the token', () => {
  const get = ['get'];
  const portal = () => new FakePortal({ 'GET /networks': { body: [] } });
  const sent = (fake: FakePortal) => fake.requests.at(-1)?.headers.get('authorization');
  const env = { INTERCONNECT_URL: server };

  it('comes from an option, the environment, or the file that it names, in this order', async () => {
    const fake = portal();
    await cli(fake, get);
    expect(sent(fake)).toBe(`Bearer ${token}`);
    const file = { INTERCONNECT_TOKEN_FILE: found['good-token'] };
    await cli(fake, get, { env: { ...env, INTERCONNECT_TOKEN: token, ...file } });
    expect(sent(fake)).toBe(`Bearer ${token}`);
    await cli(fake, [...get, '--token-file', found['good-token']]);
    expect(sent(fake)).toBe('Bearer of-a-file');
    await cli(fake, get, { env: { ...env, ...file } });
    expect(sent(fake)).toBe('Bearer of-a-file');
  });

  it('is no option, and is never shown, also when it is none', async () => {
    expect((await cli(nothing, [...get, '--token', 'x'])).notes).toMatch(/unknown option/);
    const wrong = await cli(nothing, get, { env: { ...env, INTERCONNECT_TOKEN: 'two words' } });
    expect(wrong).toMatchObject({
      code: 2,
      notes: expect.stringMatching(/^INTERCONNECT_TOKEN is no/),
    });
    expect(wrong.notes).not.toContain('two words');
    const file = await cli(nothing, [...get, '--token-file', found.token]);
    expect(file.notes).toMatch(/is no token/);
    expect(file.notes).not.toContain('another');
    expect((await cli(nothing, [...get, '--token-file', '/none'])).notes).toMatch(/ENOENT/);
  });

  it('says for whom a service asks', async () => {
    const fake = portal();
    await cli(fake, [...get, '--on-behalf-of', 'user:default/anna']);
    expect(fake.requests[0].headers.get('interconnect-on-behalf-of')).toBe('user:default/anna');
  });
});
