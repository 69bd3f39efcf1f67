import { useRouteRef } from '@backstage/core-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { describeError } from '../../../hooks/describeError';
import { useTexts } from '../../../hooks/useTexts';
import { rolloutRouteRef } from '../../../routes';
import { ErrorPanel } from '../../common/fallbacks';
import { useRequest } from '../RequestContext';
import { ConflictNotice } from './ConflictNotice';

interface Answer {
  statusCode?: number;
  body?: { error?: { name?: string; rollout?: { id?: unknown } } };
}

/** Why a request was not accepted, when it is not about a field, and what can be done about it. */
export function RefusalNotice(props: {
  error: Error;
  onSettled: () => void;
  /** The plan is made anew. */
  onPlanChanged: () => void;
}) {
  const { error, onSettled, onPlanChanged } = props;
  const t = useTexts();
  const { project, name: network } = useRequest().state;
  const { statusCode, body } = error as Answer;
  if (body?.error?.name === 'PlanChangedError') {
    return <ErrorPanel title={t('request.planChanged')} error={error} onRetry={onPlanChanged} />;
  }
  // 428: a network of that name came into being while this one was written as a new one
  if (statusCode === 412 || statusCode === 428) return <ConflictNotice onSettled={onSettled} />;

  const rollout = body?.error?.rollout?.id;
  if (typeof rollout === 'string') {
    const { message } = describeError(error);
    return <BusyNotice name={{ project, network }} rollout={rollout} text={message} />;
  }
  return <ErrorPanel title={t('request.submitFailed')} error={error} />;
}

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
