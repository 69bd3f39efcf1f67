import { InputError } from '@backstage/errors';
import { plainText, plainTexts } from '@interconnect/backstage-plugin-interconnect-common';
import type { Request, Response } from 'express';

const defaultLimit = 100;
const maxLimit = 500;
/** Maximum length of a cursor, in characters. It holds two names. */
const maxCursor = 1000;

/**
 * The requested page: its `limit` (1 to 500, 100 when absent), and where the page before it ended.
 */
export interface PageRequest<Cursor> {
  limit: number;
  after?: Cursor;
}

/**
 * Reads `limit` and `cursor` of the query.
 *
 * @param isCursor - whether the content of the cursor fits this list
 * @param limit - used when the query has none
 */
export function readPage<Cursor>(
  req: Request,
  isCursor: (value: unknown) => value is Cursor,
  limit = defaultLimit,
): PageRequest<Cursor> {
  return { limit: readLimit(req.query.limit, limit), ...readCursor(req.query.cursor, isCursor) };
}

function readLimit(value: unknown, absent: number): number {
  if (value === undefined) {
    return absent;
  }
  const limit = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : 0;
  if (limit < 1 || limit > maxLimit) {
    throw new InputError(
      `limit: ${plainText(String(JSON.stringify(value)), 100)} is not a number from 1 to ${maxLimit}`,
    );
  }
  return limit;
}

function readCursor<Cursor>(
  value: unknown,
  isCursor: (value: unknown) => value is Cursor,
): { after?: Cursor } {
  if (value === undefined) {
    return {};
  }
  try {
    const text = Buffer.from(String(value).slice(0, maxCursor), 'base64url').toString('utf8');
    const after: unknown = plainTexts(JSON.parse(text));
    if (isCursor(after)) {
      return { after };
    }
  } catch {
    // It is no cursor of ours.
  }
  throw new InputError(
    'cursor: not one of this list; take the one of the Link header of the page before',
  );
}

/**
 * Sets the `Link` header to the next page, when there may be one.
 *
 * @param cursorOf - the cursor after an item
 */
export function linkNextPage<Item, Cursor>(
  req: Request,
  res: Response,
  page: { limit: number },
  items: Item[],
  cursorOf: (item: Item) => Cursor,
): void {
  if (items.length < page.limit) {
    return;
  }
  const cursor = Buffer.from(JSON.stringify(cursorOf(items[items.length - 1]))).toString(
    'base64url',
  );
  const [path, query] = req.originalUrl.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('limit', `${page.limit}`);
  parameters.set('cursor', cursor);
  res.setHeader('Link', `<${path}?${parameters}>; rel="next"`);
}
