import type { Manifest } from '@interconnect/backstage-plugin-interconnect-common';
import { ParseProcess } from './ParseProcess';

const context = { application: 'web', namespace: 'shop', url: './web.yaml', field: 'url' };
const manifest = (text: string) => ({ kind: 'manifest' as const, text, context });
const good = manifest(
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n',
);
/** Takes minutes: each of its keys is compared with all before it. */
const slow = manifest(
  Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`)
    .join('\n')
    .slice(0, 500_000),
);

jest.setTimeout(120_000);

describe('ParseProcess', () => {
  let tested: ParseProcess;
  afterEach(() => tested.close());

  it('parses elsewhere: the event loop goes on, and what takes too long is refused', async () => {
    tested = new ParseProcess({ deadlineMs: 1500 });
    expect(await tested.parse(good)).toMatchObject({
      value: { objects: [{ kind: 'Service', metadata: { name: 'web', namespace: 'shop' } }] },
    });
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    const refused = await tested.parse(slow);
    clearInterval(ticking);
    expect(refused).toEqual({
      refused: [
        {
          field: 'url',
          message: './web.yaml takes longer than 1.5 seconds to read',
          accepted: 'a smaller or simpler one',
        },
      ],
    });
    expect(ticks).toBeGreaterThan(5);
    // By a new tested.
    expect(await tested.parse(good)).toHaveProperty('value');
  });

  it('refuses what takes too much memory, and lives on', async () => {
    tested = new ParseProcess({ memoryMb: 128 });
    const [refused, parsed] = await Promise.all([
      tested.parse(manifest('"'.repeat(512 * 1024))),
      tested.parse(good),
    ]);
    // Before its heap is full, collecting garbage may take it longer than it may.
    expect(refused).toMatchObject({
      refused: [
        { message: expect.stringMatching(/takes (too much memory|longer than 10 seconds)/) },
      ],
    });
    expect(parsed).toHaveProperty('value');
  });

  it.each([
    ['aliases that multiply', bomb(), 'too many aliases'],
    ['aliases of something long', longAlias(), 'too many aliases'],
    ['many documents', 'a\n---\n'.repeat(1001), 'holds 1001 objects (accepted: at most 1000)'],
    ['a list of many items', `kind: List\nitems: [${'1,'.repeat(1001)}]`, 'holds 1001 objects'],
    ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'nested too deeply'],
  ])('refuses %s', async (_, text, message) => {
    tested = new ParseProcess();
    const { refused } = (await tested.parse(manifest(text))) as any;
    const { message: said, accepted } = refused[0];
    expect(`${said} (accepted: ${accepted})`).toContain(message);
  });

  it('takes apart bodies and documents as well, and bounds the values of a body', async () => {
    tested = new ParseProcess();
    const body = (text: string) => tested.parse({ kind: 'body', text });
    expect(await body('{"a":"b\\u0000"}')).toEqual({ value: { a: 'b\ufffd' } });
    expect(await body(`[${'{},'.repeat(99_990)}{}]`)).toHaveProperty('value');
    expect(await body(`[${'{},'.repeat(100_000)}{}]`)).toMatchObject({
      refused: [{ message: 'The body has more than 100000 values' }],
    });
    const fields = Array.from({ length: 1001 }, (_, index) => [`k${index}`, 1]);
    expect(await body(JSON.stringify([Object.fromEntries(fields)]))).toMatchObject({
      refused: [{ message: 'The body has an object with more than 1000 fields' }],
    });
    expect(await body('{"a":{"b":"c\\":"},"b:":1}')).toHaveProperty('value');
    expect(await body('{"a":1,\n "b":[{"c":1, "c":2}]}')).toMatchObject({
      refused: [
        { message: expect.stringMatching(/^The body has a field twice \(line 2, column 15\): /) },
      ],
    });
    expect(await body('{')).toMatchObject({
      refused: [{ message: expect.stringMatching(/^The body is not JSON: /) }],
    });
    const text = JSON.stringify({ type: 'application-mesh' });
    expect(await tested.parse({ kind: 'document', text, network: 'shop' })).toEqual({
      value: { type: 'application-mesh' },
    });
  });

  it('fails visibly when it cannot go on, and goes on with the next', async () => {
    tested = new ParseProcess();
    await expect(tested.parse({ kind: 'manifest', text: 'a' } as never)).rejects.toThrow();
    const { value } = (await tested.parse(good)) as { value: Manifest };
    expect(value.objects).toHaveLength(1);
  });
});

function bomb(): string {
  const names = [...'abcdefghijklmnop'];
  return names
    .map((name, index) => {
      const items = Array(9).fill(index === 0 ? '1' : `*${names[index - 1]}`);
      return `${name}: &${name} [${items}]`;
    })
    .join('\n');
}

function longAlias(): string {
  return `a: &a ${'x'.repeat(400_000)}\nb: [${Array(20).fill('*a')}]\n`;
}
