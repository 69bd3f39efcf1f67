import { PageOptions } from '@interconnect/backstage-plugin-interconnect-common';
import { allPages } from './queries';

it('reads a list to its end', async () => {
  const asked: PageOptions[] = [];
  const items = await allPages(async page => {
    asked.push(page);
    return page.cursor === undefined ? { items: [1, 2], nextCursor: 'c' } : { items: [3] };
  });
  expect(items).toEqual([1, 2, 3]);
  expect(asked).toEqual([{ limit: 500 }, { limit: 500, cursor: 'c' }]);
});

it('goes on after an empty page, of which nothing may be seen', async () => {
  const pages = [{ items: [], nextCursor: 'c' }, { items: [1] }];
  expect(await allPages(async () => pages.shift()!)).toEqual([1]);
});
