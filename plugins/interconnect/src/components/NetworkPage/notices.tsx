import { useRouteRef } from '@backstage/core-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import {
  Network,
  NetworkName,
  NetworkStatus,
} from '@interconnect/backstage-plugin-interconnect-common';
import { RiHistoryLine } from '@remixicon/react';
import { useIsStale, useNow } from '../../hooks/clock';
import { useRollout } from '../../hooks/queries';
import { useTexts } from '../../hooks/useTexts';
import { rolloutRouteRef } from '../../routes';
import { FailedSteps, failedSteps } from '../common/FailedSteps';
import { HelpLink } from '../common/HelpLink';
import { ago } from '../common/time';

/**
 * Says that the open rollout of a network waits for a person, and leads to it; nothing when it does
 * not.
 */
export function OpenRolloutNotice({ network }: { network: Network }) {
  const t = useTexts();
  const path = useRouteRef(rolloutRouteRef);
  const { project, name, rollout } = network;
  if (rollout?.state !== 'AwaitingApproval' && rollout?.state !== 'Blocked') return null;
  const page = path({ project, network: name, rollout: rollout.id });
  const waiting = rollout.state === 'AwaitingApproval';
  return (
    <Alert
      role="status"
      status={waiting ? 'info' : 'warning'}
      icon
      title={t(waiting ? 'approval.network' : 'approval.blocked')}
      description={
        waiting ? (
          t('approval.networkText')
        ) : (
          <WhatFailed name={{ project, network: name }} rollout={rollout.id} path={page} />
        )
      }
      customActions={
        <ButtonLink size="small" variant="secondary" href={page}>
          {t('approval.show')}
        </ButtonLink>
      }
    />
  );
}

/** The steps that block a rollout, and why; until they are known, that there are some. */
function WhatFailed(props: { name: NetworkName; rollout: string; path: string }) {
  const t = useTexts();
  const { value } = useRollout(props.name, props.rollout);
  const failed = value ? failedSteps(value) : [];
  return (
    <>
      {t('approval.blockedText')}
      {failed.length > 0 && <FailedSteps steps={failed} path={props.path} />}
      <HelpLink about="blocked" />
    </>
  );
}

const named = 10;

/** Spokes that were removed and could link again, until the authority is rotated. */
export function FormerSpokesNotice({ network: { formerSpokes = [] } }: { network: Network }) {
  const t = useTexts();
  if (formerSpokes.length === 0) return null;
  const some = formerSpokes.slice(0, named).map(({ cluster }) => cluster);
  const clusters = [...some, ...(formerSpokes.length > named ? ['…'] : [])].join(', ');
  return (
    <Alert
      status="warning"
      icon
      title={t('formerSpokes.title', { clusters })}
      description={t('formerSpokes.text')}
    />
  );
}

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
