import { Button, Flex } from '@backstage/ui';
import { AuditEntry, NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { RiDownloadLine } from '@remixicon/react';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from '../common/cells';
import { download } from '../common/download';
import { AuditRow } from './AuditTable';

/** Hands out audit entries as files, in the order of the log. */
export function AuditExport(props: { name: NetworkName; entries: AuditRow[] }) {
  const t = useTexts();

  function save(extension: string, type: string, write: (entries: AuditEntry[]) => string) {
    const file = `audit-${props.name.project}-${props.name.network}.${extension}`;
    const inOrder = [...props.entries].sort((a, b) => a.sequence - b.sequence);
    download(file, type, write(inOrder.map(({ id: _, ...entry }) => entry)));
  }

  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      <Button
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() => save('csv', 'text/csv', toCsv)}
      >
        {t('audit.csv')}
      </Button>
      <Button
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() => save('jsonl', 'application/jsonl', toJsonLines)}
      >
        {t('audit.jsonLines')}
      </Button>
      <Quiet>{t('audit.exportHint')}</Quiet>
    </Flex>
  );
}

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
 * Audit entries as CSV (RFC 4180) with a header. A cell that a spreadsheet would take for a formula
 * gets an apostrophe in front.
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
