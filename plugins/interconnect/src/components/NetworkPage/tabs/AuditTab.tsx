import { NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { useAudit } from '../../../hooks/queries';
import { useTexts } from '../../../hooks/useTexts';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../../common/fallbacks';
import { AuditCheck } from './AuditCheck';
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
