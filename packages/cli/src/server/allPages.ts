import { Page, PageOptions } from '@interconnect/backstage-plugin-interconnect-common';

/** All that a list has, page by page. */
export async function allPages<T>(read: (page: PageOptions) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}
