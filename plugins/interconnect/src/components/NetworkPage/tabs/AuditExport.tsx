import { Button, Flex } from '@backstage/ui';
import { AuditEntry, NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { RiDownloadLine } from '@remixicon/react';
import { useTexts } from '../../../hooks/useTexts';
import { AuditRow } from './auditRow';
import { download } from '../../common/download';
import { Quiet } from '../../common/cells';
import { toCsv, toJsonLines } from './exportAudit';

/** Hands out audit entries as files, in the order of the log. */
export function AuditExport(props: { name: NetworkName; entries: AuditRow[] }) {
  const t = useTexts();

  function save(extension: string, type: string, write: (entries: AuditEntry[]) => string) {
    const file = `audit-${props.name.project}-${props.name.network}.${extension}`;
    const inOrder = [...props.entries].sort((a, b) => a.sequence - b.sequence);
    download(file, type, write(inOrder.map(({ id: _, ...entry }) => entry)));
  }

  return (
    <Flex gap="2" align="center">
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
