import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { Alert, Button, ButtonLink, Flex } from '@backstage/ui';
import { NetworkName, TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { useState } from 'react';
import { interconnectApiRef } from '../../../api';
import { describeError } from '../../../hooks/describeError';
import { useTexts } from '../../../hooks/useTexts';
import { rolloutRouteRef } from '../../../routes';
import { ErrorPanel } from '../../common/fallbacks';
import { useRequest } from '../RequestContext';
import { contentOf } from '../state/requestState';

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

/** Somebody was faster: takes over what they stored, or goes on with one's own on top of it. */
function ConflictNotice(props: { onSettled: () => void }) {
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const { state, dispatch } = useRequest();
  const { project, name: network } = state;
  const [error, setError] = useState<Error>();

  async function settle(take: (newer: TaggedNetwork) => void) {
    setError(undefined);
    try {
      take(await api.getNetwork({ project, network }));
      props.onSettled();
    } catch (reason) {
      setError(toError(reason));
    }
  }
  const load = () =>
    settle(newer => dispatch({ type: 'replaced', content: contentOf(newer), changed: false }));
  const keep = () => settle(newer => dispatch({ type: 'rebased', etag: newer.etag }));

  return (
    <>
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('request.conflict')}
        description={t('request.conflictText', { network })}
        customActions={
          <Flex gap="2">
            <Button size="small" variant="secondary" onPress={() => void load()}>
              {t('request.loadNewer')}
            </Button>
            <Button size="small" variant="secondary" onPress={() => void keep()}>
              {t('request.keepMine')}
            </Button>
          </Flex>
        }
      />
      {error && <ErrorPanel title={t('request.loadFailed')} error={error} />}
    </>
  );
}
