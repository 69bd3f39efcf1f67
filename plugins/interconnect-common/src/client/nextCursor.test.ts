import { nextCursorOf } from './nextCursor';

describe('nextCursorOf', () => {
  it.each([
    [null, undefined],
    ['', undefined],
    ['</n?cursor=abc>; rel="next"', 'abc'],
    ['</n?limit=5&cursor=a%2Bb>; rel=next', 'a+b'],
    ['</n?cursor=a>; rel="prev", </n?cursor=b>; title="x"; rel="next"', 'b'],
    ['<http://host/n?cursor=a>; rel="prev"', undefined],
    ['</n>; rel="next"', undefined],
    ['nonsense', undefined],
  ])('finds in %j the cursor %j', (link, cursor) => {
    expect(nextCursorOf(link)).toBe(cursor);
  });
});
