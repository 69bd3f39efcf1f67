import { useApi } from '@backstage/core-plugin-api';
import { Alert } from '@backstage/ui';
import { interconnectApiRef } from '../../../api';
import { usePolled } from '../../../hooks/usePolled';
import { useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../../common/cells';
import { TimeAgo } from '../../common/time';

/** Whether the audit log of the project is what was written, and up to where it is signed. Nothing where that is not known. */
export function AuditCheck({ project }: { project: string }) {
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const { value } = usePolled(signal => api.verifyAudit(project, { signal }), undefined, [
    api,
    project,
  ]);
  if (!value) return null;
  const { entries, problems, head, unsigned } = value;
  if (problems.length > 0) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('audit.broken', { project })}
        description={problems
          .slice(0, 3)
          .map(({ message }) => message)
          .join('; ')}
      />
    );
  }
  return (
    <Quiet as="p">
      {t('audit.whole', { project, count: entries })}{' '}
      {head ? (
        <>
          {t('audit.signed', { sequence: `${head.sequence}`, unsigned: `${unsigned}` })}{' '}
          <TimeAgo time={head.time} />
        </>
      ) : (
        t('audit.unsigned')
      )}
    </Quiet>
  );
}
