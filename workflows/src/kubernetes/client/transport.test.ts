import { warningsIn } from './transport';

it.each([
  [undefined, undefined],
  ['299 - "spec.x: is deprecated"', ['spec.x: is deprecated']],
  ['299 - "hides \\"A\\", which", 299 - "two"', ['hides "A", which', 'two']],
  ['214 proxy "changed"', []],
  ['299', []],
])('warnings in %j', (header, texts) => {
  expect(warningsIn(header)).toEqual(texts);
});
