import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chartFiles } from './chartFiles';
import { copyChart, unpackChart } from './unpackChart';

// Thousands of files take their time beside other tests.
jest.setTimeout(60_000);

describe('files of a chart', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unpack-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };
  const packed = (...args: string[]) => {
    const file = join(folder, 'packed.tgz');
    execFileSync('tar', ['-C', folder, '-czf', file, ...args]);
    return readFileSync(file);
  };
  const into = () => join(folder, 'into');
  const message = (work: Promise<unknown>) => work.then(String, error => error.message);

  it('are unpacked with those of the charts in it', async () => {
    write({ 'db/Chart.yaml': 'name: db', 'db/crds/a.yaml': 'a: b', 'web/Chart.yaml': 'name: web' });
    const db = packed('db');
    write({ 'web/charts/x': '' });
    writeFileSync(join(folder, 'web/charts/db-1.0.0.tgz'), db);
    const chart = await unpackChart(packed('web'), into());
    expect(chart).toBe(join(into(), 'web'));
    expect(existsSync(join(chart, 'charts/db-1.0.0.tgz'))).toBe(false);
    expect(await chartFiles(chart)).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      crds: ['charts/db/crds/a.yaml'],
      schemaIsWhole: true,
      asksTime: false,
    });
  });

  it('are regular files below the folder', async () => {
    write({ 'web/Chart.yaml': 'name: web', 'secret.txt': 'secret' });
    symlinkSync('/etc/passwd', join(folder, 'web/passwd'));
    const chart = await unpackChart(packed('web'), into());
    expect(existsSync(join(chart, 'passwd'))).toBe(false);
    const climbing = packed(
      '--transform',
      's,secret.txt,../up.txt,',
      '-P',
      'web/Chart.yaml',
      'secret.txt',
    );
    expect(await message(unpackChart(climbing, join(folder, 'other')))).toMatch(
      /is no packaged chart/,
    );
    expect(existsSync(join(folder, 'up.txt'))).toBe(false);
  });

  it('are neither too big nor too many', async () => {
    write({ 'web/Chart.yaml': 'name: web', 'web/zeros': '\0'.repeat(21 * 1024 * 1024) });
    expect(await message(unpackChart(packed('web'), into()))).toMatch(/^chart: is too big/);
    expect(await message(copyChart(join(folder, 'web'), into()))).toMatch(/^chart: is too big/);
    rmSync(join(folder, 'web/zeros'));
    for (let index = 0; index < 2001; index++) writeFileSync(join(folder, `web/${index}`), '');
    expect(await message(copyChart(join(folder, 'web'), into()))).toMatch(/^chart: is too big/);
  });

  it('are not made of what an archive has behind its end, or in a packed chart of it', async () => {
    write({ 'web/Chart.yaml': 'name: web', 'web/charts/x': '' });
    execFileSync('tar', ['-C', folder, '-cf', join(folder, 'packed.tar'), 'web']);
    const zeros = Buffer.alloc(64 * 1024 * 1024);
    const bomb = gzipSync(Buffer.concat([readFileSync(join(folder, 'packed.tar')), zeros]));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await message(unpackChart(bomb, into()))).toMatch(/^chart: is too big/);
    writeFileSync(join(folder, 'web/charts/db-1.0.0.tgz'), bomb);
    expect(await message(unpackChart(packed('web'), join(folder, 'other')))).toMatch(
      /^chart: is too big/,
    );
  });

  it('are neither links to files outside, nor devices, nor at places of their own', async () => {
    write({ 'web/Chart.yaml': 'name: web', 'secret.txt': 'secret' });
    execFileSync('mkfifo', [join(folder, 'web/pipe')]);
    linkSync(join(folder, 'secret.txt'), join(folder, 'web/linked'));
    const chart = await unpackChart(packed('secret.txt', 'web'), into());
    expect(readdirSync(chart)).toEqual(['Chart.yaml']);
    const absolute = packed('-P', '--transform', `s,^web/pipe,${folder}/up,`, 'web');
    await unpackChart(absolute, join(folder, 'other')).catch(() => {});
    expect(existsSync(join(folder, 'up'))).toBe(false);
  });

  it('of a folder are copied without links and what begins with a dot', async () => {
    write({ 'web/Chart.yaml': 'name: web', 'web/.env': 'secret', 'web/.helmignore': 'x' });
    const chart = await copyChart(join(folder, 'web'), into());
    expect(existsSync(join(chart, '.env'))).toBe(false);
    expect(existsSync(join(chart, '.helmignore'))).toBe(true);
    symlinkSync('/etc', join(folder, 'web/etc'));
    expect(await message(copyChart(join(folder, 'web'), into()))).toMatch(
      /^chart: etc is neither a file nor a folder/,
    );
  });

  it.each(['junk', ''])('are not in %j', async text => {
    expect(await message(unpackChart(Buffer.from(text), into()))).toMatch(/is no packaged chart/);
  });

  it.each<[object, boolean]>([
    [{ $ref: '#/$defs/a', $schema: 'http://json-schema.org/draft-07/schema#' }, true],
    [{ properties: { a: { $ref: 'https://example.com/a.json' } } }, false],
    [{ allOf: [{ $ref: 'file:///etc/passwd' }] }, false],
    [{ $id: 'https://example.com/', items: { $ref: 'other.json' } }, false],
    [{ $schema: 'http://127.0.0.1/meta.json' }, false],
  ])('have a schema that is whole: %j is %s', async (schema, expected) => {
    write({ 'web/values.schema.json': JSON.stringify(schema) });
    expect((await chartFiles(join(folder, 'web'))).schemaIsWhole).toBe(expected);
  });
});
