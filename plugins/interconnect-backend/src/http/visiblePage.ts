import type { PageRequest } from './pagination';

/**
 * A page with the visible items of a list. It is full, unless it is the last one.
 *
 * @param read - reads a page of the whole list
 * @param visible - keeps the items that may be shown, in their order; undefined: none at all
 * @param cursorOf - the cursor after an item
 */
export async function visiblePage<Item, Cursor>(
  page: PageRequest<Cursor>,
  read: (page: PageRequest<Cursor>) => Promise<Item[]>,
  visible: ((items: Item[]) => Promise<Item[]>) | undefined,
  cursorOf: (item: Item) => Cursor,
): Promise<Item[]> {
  const found: Item[] = [];
  let { after } = page;
  while (visible && found.length < page.limit) {
    const items = await read({ limit: page.limit, ...(after !== undefined && { after }) });
    found.push(...(await visible(items)));
    if (items.length < page.limit) {
      break;
    }
    after = cursorOf(items[items.length - 1]);
  }
  return found.slice(0, page.limit);
}
