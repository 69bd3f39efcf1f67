import { plainText } from '@interconnect/backstage-plugin-interconnect-common';

/** An event that cannot be folded, now or later. */
export class UnreadableEventError extends Error {
  name = 'UnreadableEventError';
}

/** The page of a history cannot be recorded, and not even that can be recorded. */
export class GivenUpError extends Error {
  name = 'GivenUpError';
}

/**
 * Classes of PostgreSQL's codes (SQLSTATE) that say no to what is written, however often it is
 * tried.
 */
const postgresql: Record<string, string> = {
  '22': 'a value that the database cannot hold',
  '23': 'a value that breaks a rule of the database',
  '54': 'more than the database can hold',
};

const sqlite: Record<string, string> = {
  SQLITE_CONSTRAINT: postgresql['23'],
  SQLITE_MISMATCH: postgresql['22'],
  SQLITE_RANGE: postgresql['22'],
  SQLITE_TOOBIG: postgresql['54'],
};

/**
 * Why an error will come again however often the same is tried; undefined of one that may go away
 * by itself (a lost connection, a full disk). Never the statement of the database nor its values.
 */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof UnreadableEventError) {
    return plainText(error.message, 300);
  }
  // Drivers with native parts throw errors of the realm that loaded them first: no instance of this
  // one's Error.
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const meaning = /^[0-9A-Z]{5}$/.test(code)
    ? postgresql[code.slice(0, 2)]
    : sqlite[code.split('_').slice(0, 2).join('_')];
  return meaning && `${meaning} (${code})`;
}
