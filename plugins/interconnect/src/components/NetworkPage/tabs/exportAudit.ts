import { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';

const fields = [
  'sequence',
  'time',
  'actor',
  'action',
  'subject',
  'outcome',
  'message',
  'rolloutId',
  'previousHash',
  'hash',
] as const;

/**
 * Audit entries as CSV (RFC 4180) with a header. A cell that a spreadsheet would take for a formula gets an apostrophe in
 * front.
 */
export function toCsv(entries: AuditEntry[]): string {
  const rows = entries.map(entry => fields.map(field => cell(entry[field])));
  return [fields.join(','), ...rows.map(row => row.join(','))].map(row => `${row}\r\n`).join('');
}

/** Audit entries as JSON lines: one object a line, as the API answers them. */
export function toJsonLines(entries: AuditEntry[]): string {
  return entries.map(entry => `${JSON.stringify(entry)}\n`).join('');
}

function cell(value: string | number | undefined): string {
  const text = `${value ?? ''}`;
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
