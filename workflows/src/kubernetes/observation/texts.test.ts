import { firstOf, shorten } from './texts';

it('shortens what is too long, and nothing else', () => {
  expect(shorten('four', 4)).toBe('four');
  expect(shorten('more than four', 4)).toBe('mor…');
});

it('says the first, and how many more there are', () => {
  const limit = { sentences: 2, length: 4 };
  expect(firstOf(['one', 'two'], limit)).toEqual(['one', 'two']);
  expect(firstOf(['one', 'fourteen', 'three', 'four'], limit)).toEqual([
    'one',
    'fou…',
    'and 2 more',
  ]);
});
