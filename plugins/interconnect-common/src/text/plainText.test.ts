import fc from 'fast-check';
import { maxText, plainText, plainTexts, someOf } from './plainText';

const unit = fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code));
/** Any sequence of UTF-16 code units, also those that are no text. */
const anything = fc
  .array(fc.oneof(unit, fc.constantFrom('\0', '\ud800', '\udc00', '\r', '\n', '\u202e', '😀')))
  .map(units => units.join(''));

describe('plainText', () => {
  it.each([
    ['nothing', '', ''],
    ['what people write', 'Grüße, 東京 😀\n\tتم', 'Grüße, 東京 😀\n\tتم'],
    ['NUL', 'a\0b', 'a\ufffdb'],
    ['a high surrogate alone', 'a\ud83d', 'a\ufffd'],
    ['a low surrogate alone', '\ude00a', '\ufffda'],
    ['surrogates in the wrong order', '\ude00\ud83d', '\ufffd\ufffd'],
    ['two high ones before a low one', '\ud83d\ud83d\ude00', '\ufffd😀'],
    ['colours of a terminal', '\u001b[31mred', '\ufffd[31mred'],
    ['DEL and C1', '\u007f\u0085\u009b', '\ufffd\ufffd\ufffd'],
    ['line ends of other systems', 'a\r\nb\rc', 'a\nb\nc'],
    ['a direction that is reversed', 'ok\u202eko\u2066', 'ok\ufffdko\ufffd'],
  ])('of %s', (_, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('is not too long, and cuts no character in two', () => {
    expect(plainText('x'.repeat(maxText))).toBe('x'.repeat(maxText));
    expect(plainText('x'.repeat(100_000))).toBe(`${'x'.repeat(maxText - 1)}…`);
    expect(plainText('ab😀cd', 4)).toBe('ab…');
    expect(plainText('ab😀cd', 5)).toBe('ab😀…');
  });

  it('of any text is UTF-8 without NUL, not too long, and plain already', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (text, most) => {
        const plain = plainText(text, most);
        expect(plain.length).toBeLessThanOrEqual(most);
        expect(plain).not.toContain('\0');
        expect(Buffer.from(plain, 'utf8').toString('utf8')).toBe(plain);
        expect(plainText(plain, most)).toBe(plain);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('leaves a text alone that has nothing of it', () => {
    const harmless = anything.filter(text => /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\t\n]*$/u.test(text));
    fc.assert(
      fc.property(harmless, text => expect(plainText(text)).toBe(text)),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('plainTexts', () => {
  it('makes every text plain, and the names of fields', () => {
    const value = { 'a\0': ['b\ud800', 1, null, true, { c: 'x'.repeat(9) }] };
    expect(plainTexts(value, 5)).toEqual({ 'a\ufffd': ['b\ufffd', 1, null, true, { c: 'xxxx…' }] });
    expect(plainTexts(undefined)).toBeUndefined();
  });

  it('changes nothing of a value that is plain', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), value => {
        const plain = plainTexts(value, 1000);
        expect(plainTexts(plain, 1000)).toEqual(plain);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('ends, however deep a value is', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(JSON.stringify(plainTexts(deep))).toBe(`${'['.repeat(50)}"…"${']'.repeat(50)}`);
  });
});

describe('someOf', () => {
  it('names a few, and counts the others', () => {
    expect(someOf([])).toBe('');
    expect(someOf(['a', 'b'], 2)).toBe('a, b');
    expect(someOf(['a', 'b', 'c', 'd', 'e'], 2)).toBe('a, b and 3 more');
  });
});
