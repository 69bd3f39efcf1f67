import { Parsed, ParseRequest } from './parse';
import { Parser } from './Parser';

const context = { application: 'web', namespace: 'shop', url: './web.yaml', field: 'url' };

describe('Parser', () => {
  const asked: ParseRequest[] = [];
  let answer: () => Parsed;
  const parser = () =>
    new Parser({
      async parse(request) {
        asked.push(request);
        return answer();
      },
    });
  beforeEach(() => {
    asked.length = 0;
    answer = () => ({ value: 'parsed' });
  });

  it('parses a manifest once for each place, also while it is being parsed and when it is refused', async () => {
    const tested = parser();
    answer = () => ({ refused: [{ field: 'url', message: 'is wrong' }] });
    const refused = () => expect(tested.manifest('bad', context)).rejects.toThrow('url: is wrong');
    await Promise.all([refused(), refused()]);
    await refused();
    expect(asked).toHaveLength(1);
    answer = () => ({ value: 'parsed' });
    expect(await tested.manifest('bad', { ...context, namespace: 'other' })).toBe('parsed');
    expect(await tested.manifest('good', context)).toBe('parsed');
    expect(asked).toHaveLength(3);
  });

  it('remembers only so many, and only so much: those that were used last', async () => {
    const tested = parser();
    const few = () => tested.manifest('few', context);
    await few();
    for (let index = 0; index < 199; index++) await tested.manifest(`${index}`, context);
    await few();
    expect(asked).toHaveLength(200);
    await tested.manifest('one more', context);
    await few();
    expect(asked).toHaveLength(201);
    await tested.manifest('0', context);
    expect(asked).toHaveLength(202);

    asked.length = 0;
    const big = (name: string) => tested.manifest(name.repeat(500_000), context);
    for (const name of 'abcdefghij') await big(name);
    await big('j');
    await big('a');
    expect(asked).toHaveLength(11);
  });

  it('asks again after a failure that is none of the text', async () => {
    const tested = parser();
    answer = () => {
      throw new Error('no process');
    };
    await expect(tested.manifest('good', context)).rejects.toThrow('no process');
    answer = () => ({ value: 'parsed' });
    expect(await tested.manifest('good', context)).toBe('parsed');
  });

  it('leaves what is small to the caller, and what is large to the process', async () => {
    const tested = parser();
    expect(await tested.body(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
    expect(await tested.document({ type: 'application-mesh' }, 'shop')).toEqual({
      type: 'application-mesh',
    });
    expect(asked).toEqual([]);
    const large = { type: 'application-mesh', description: 'x'.repeat(20_000) };
    expect(await tested.body(Buffer.from(JSON.stringify(large)))).toBe('parsed');
    expect(await tested.document(large, 'shop')).toBe('parsed');
    expect(asked.map(({ kind }) => kind)).toEqual(['body', 'document']);
  });
});
