import { Alert } from '@backstage/ui';
import { NetworkStatus } from '@interconnect/backstage-plugin-interconnect-common';
import { RiHistoryLine } from '@remixicon/react';
import { useIsStale, useNow } from '../../hooks/clock';
import { useTexts } from '../../hooks/useTexts';
import { ago } from '../common/time';

/** Says that the last observation is old; nothing while it is fresh, or when there is none. */
export function StaleNotice({ status }: { status: NetworkStatus }) {
  const t = useTexts();
  const now = useNow();
  const isStale = useIsStale();
  const { observedAt } = status;
  if (!observedAt || !isStale(observedAt)) return null;
  return (
    <Alert
      status="warning"
      icon={<RiHistoryLine aria-hidden />}
      title={t('network.stale', { ago: ago(t, observedAt, now) })}
    />
  );
}
