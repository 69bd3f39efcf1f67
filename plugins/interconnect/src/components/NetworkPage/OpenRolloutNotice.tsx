import { useRouteRef } from '@backstage/core-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';
import { rolloutRouteRef } from '../../routes';

/** Says that the open rollout of a network waits for a person, and leads to it; nothing when it does not. */
export function OpenRolloutNotice({ network }: { network: Network }) {
  const t = useTexts();
  const path = useRouteRef(rolloutRouteRef);
  const { project, name, rollout } = network;
  if (rollout?.state !== 'AwaitingApproval' && rollout?.state !== 'Blocked') return null;
  const waiting = rollout.state === 'AwaitingApproval';
  return (
    <Alert
      status={waiting ? 'info' : 'warning'}
      icon
      title={t(waiting ? 'approval.network' : 'approval.blocked')}
      description={t(waiting ? 'approval.networkText' : 'approval.blockedText')}
      customActions={
        <ButtonLink
          size="small"
          variant="secondary"
          href={path({ project, network: name, rollout: rollout.id })}
        >
          {t('approval.show')}
        </ButtonLink>
      }
    />
  );
}
