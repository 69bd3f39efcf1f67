import { useRouteRef } from '@backstage/core-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../../hooks/useTexts';
import { rolloutRouteRef } from '../../../routes';

/** A rollout of the network has not ended: a change would be refused now. */
export function BusyNotice(props: { name: NetworkName; rollout: string; text?: string }) {
  const t = useTexts();
  const rolloutPage = useRouteRef(rolloutRouteRef);
  const { project, network } = props.name;
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('request.busy')}
      description={props.text ?? t('request.busyText')}
      customActions={
        <ButtonLink
          size="small"
          variant="secondary"
          href={rolloutPage({ project, network, rollout: props.rollout })}
        >
          {t('request.showRollout')}
        </ButtonLink>
      }
    />
  );
}
