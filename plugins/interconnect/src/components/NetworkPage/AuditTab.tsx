import { useApi } from '@backstage/core-plugin-api';
import { Alert } from '@backstage/ui';
import { NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { interconnectApiRef } from '../../api';
import { useAudit } from '../../hooks/queries';
import { usePolled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from '../common/cells';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { TimeAgo } from '../common/time';
import { AuditTable } from './AuditTable';

/** Who asked for what, what was done, and how it went. `busy`: a rollout writes to it. */
export function AuditTab(props: { name: NetworkName; busy: boolean }) {
  const t = useTexts();
  const audit = useAudit(props.name, props.busy);
  const { value, error, loading, refresh } = audit;
  if (loading) return <Loading label={t('loading.audit')} />;
  if (!value) return error ? <ErrorPanel error={error} onRetry={refresh} /> : null;
  if (value.length === 0) return <EmptyState title={t('audit.none')} />;
  return (
    <>
      <OutdatedNotice of={audit} />
      <AuditCheck project={props.name.project} />
      <AuditTable name={props.name} entries={value} />
    </>
  );
}

/**
 * Whether the audit log of the project is what was written, and up to where it is signed. Nothing
 * where that is not known.
 */
function AuditCheck({ project }: { project: string }) {
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
