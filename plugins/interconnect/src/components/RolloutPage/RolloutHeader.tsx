import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import {
  NetworkName,
  Rollout,
  stepCounts,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode } from 'react';
import { useNow } from '../../hooks/clock';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { EntityName } from '../common/cells';
import { PageHeader } from '../common/layout';
import { progressText } from '../common/progressText';
import { Duration, TimeAgo } from '../common/time';
import { StateMark } from '../common/StateMark';
import { rolloutStateText } from './stateTexts';
import { secondsOf } from './steps/stepRow';

/** What the rollout is for, how it is, who asked and when. */
export function RolloutHeader(props: {
  name: NetworkName;
  /** Absent: not known (yet). */
  rollout?: Rollout;
  actions?: ReactNode;
}) {
  const { name, rollout } = props;
  const t = useTexts();
  const path = useRouteRef(networkRouteRef)(name);
  return (
    <PageHeader
      title={
        rollout
          ? t('rolloutPage.title', { operation: t(`operation.${rollout.operation}`), ...name })
          : name.network
      }
      tags={[
        { label: t('rolloutPage.network', name), href: path },
        { label: t('rolloutPage.allRollouts'), href: `${path}/rollouts` },
      ]}
      metadata={rollout && metadata(rollout)}
      customActions={props.actions}
    />
  );

  function metadata({
    state,
    requestedBy,
    through,
    followed,
    startedAt,
    endedAt,
    workflow,
    steps,
  }: Rollout) {
    return [
      {
        label: t('rolloutPage.state'),
        value: <StateMark state={state} label={rolloutStateText(t, state)} />,
      },
      {
        label: t('rolloutPage.progress'),
        value: progressText(t, stepCounts(steps)),
      },
      { label: t('rolloutPage.by'), value: <EntityName entityRef={requestedBy} /> },
      ...(followed
        ? [{ label: t('rolloutPage.followed'), value: t('rolloutPage.followedText') }]
        : []),
      ...(through ? [{ label: t('rolloutPage.through'), value: through }] : []),
      { label: t('rolloutPage.started'), value: <TimeAgo time={startedAt} /> },
      ...(state === 'AwaitingApproval'
        ? []
        : [
            {
              label: t('rolloutPage.duration'),
              value: <RolloutDuration startedAt={startedAt} endedAt={endedAt} />,
            },
          ]),
      {
        label: t('rolloutPage.temporal'),
        value: (
          <Link href={workflow.url} target="_blank" rel="noopener">
            {t('rolloutPage.open')}
          </Link>
        ),
      },
    ];
  }
}

function RolloutDuration(props: Pick<Rollout, 'startedAt' | 'endedAt'>) {
  const now = useNow();
  return <Duration seconds={secondsOf({ ...props, state: 'Running' }, now) ?? 0} />;
}
