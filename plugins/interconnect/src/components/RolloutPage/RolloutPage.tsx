import { useRouteRef } from '@backstage/core-plugin-api';
import { Alert, ButtonLink, Container, Flex } from '@backstage/ui';
import {
  isFinal,
  isRolloutState,
  NetworkName,
  networkOperatePermission,
  Rollout,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { describeError } from '../../hooks/describeError';
import { useRollout, useRolloutSignal } from '../../hooks/queries';
import { May, useMay } from '../../hooks/useMay';
import { Texts, useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { Quiet } from '../common/cells';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { Section } from '../common/layout';
import { LeftNotice } from '../common/PlanParts';
import { RolloutActions } from './actions/RolloutActions';
import { RolloutCommands, useRolloutCommands } from './actions/useRolloutCommands';
import { ApprovalPanel } from './approval/ApprovalPanel';
import { verdictOf } from './approval/verdict';
import { StepGraph } from './graph/StepGraph';
import { RolloutHeader } from './RolloutHeader';
import { asShown } from './steps/stepRow';
import { StepsTable } from './steps/StepsTable';

/** One rollout: its steps live, and what can be done with it. */
export function RolloutPage() {
  const { project = '', network = '', rollout = '' } = useParams();
  return (
    <OneRollout key={`${project}/${network}/${rollout}`} name={{ project, network }} id={rollout} />
  );
}

function OneRollout({ name, id }: { name: NetworkName; id: string }) {
  const t = useTexts();
  const path = useRouteRef(networkRouteRef)(name);
  const polled = useRollout(name, id);
  const { value: rollout, error, loading, refresh } = polled;
  const may = useMay(networkOperatePermission, name);
  const commands = useRolloutCommands(name, id, refresh);
  useRolloutSignal(id, refresh);
  const open = rollout !== undefined && !isFinal(rollout.state);

  return (
    <>
      <RolloutHeader
        name={name}
        rollout={rollout}
        actions={
          rollout && <RolloutActions name={name} rollout={rollout} may={may} commands={commands} />
        }
      />
      <Container>
        <Flex direction="column" gap="4" pb="6">
          <OutdatedNotice of={polled} />
          {loading && <Loading label={t('rolloutPage.loading')} />}
          {error && !rollout && instead(error)}
          {open && may.missing && <Quiet as="p">{t('command.notAllowed', may)}</Quiet>}
          {commands.error && <ErrorPanel error={commands.error} title={t('command.failed')} />}
          {rollout && <ApprovalPanel name={name} rollout={rollout} commands={commands} />}
          {rollout && <Steps rollout={rollout} may={may} commands={commands} />}
        </Flex>
      </Container>
    </>
  );

  function instead(reason: Error) {
    if (describeError(reason).kind !== 'missing') {
      return <ErrorPanel error={reason} onRetry={refresh} />;
    }
    return (
      <EmptyState
        title={t('rolloutPage.gone', { network: name.network, rollout: id })}
        text={t('rolloutPage.goneText')}
        action={<ButtonLink href={`${path}/rollouts`}>{t('rolloutPage.allRollouts')}</ButtonLink>}
      />
    );
  }
}

function Steps(props: { rollout: Rollout; may: May; commands: RolloutCommands }) {
  const t = useTexts();
  const { rollout } = props;
  const shown = useMemo(() => asShown(rollout), [rollout]);
  if (rollout.steps.length === 0) {
    return (
      <>
        <RolloutNotice rollout={rollout} />
        <EmptyState title={t('rolloutPage.empty')} text={t('rolloutPage.emptyText')} />
      </>
    );
  }
  return (
    <>
      <RolloutNotice rollout={rollout} />
      <LeftNotice left={rollout.left} />
      <Section title={t('rolloutPage.graph')}>
        <StepGraph steps={shown.steps} />
      </Section>
      <Section title={t('rolloutPage.steps')}>
        <StepsTable {...props} rollout={shown} />
      </Section>
    </>
  );
}

/** What a state means for a person, where it needs saying. */
const notices: Record<
  RolloutState,
  | { status: 'info' | 'warning' | 'danger'; text: (t: Texts, rollout: Rollout) => string }
  | undefined
> = {
  AwaitingApproval: { status: 'info', text: t => t('notice.AwaitingApproval') },
  Running: undefined,
  Paused: { status: 'info', text: t => t('notice.Paused') },
  Blocked: {
    status: 'warning',
    text: (t, { steps }) =>
      t('notice.Blocked', { count: steps.filter(({ state }) => state === 'Failed').length }),
  },
  Succeeded: undefined,
  Failed: { status: 'danger', text: t => t('notice.Failed') },
  RollingBack: undefined,
  RolledBack: undefined,
  RollbackIncomplete: { status: 'danger', text: t => t('notice.RollbackIncomplete') },
  Canceled: { status: 'info', text: t => t('notice.Canceled') },
};

/** What the state of a rollout means, and why it ended as it did where its steps do not say it. */
function RolloutNotice({ rollout }: { rollout: Rollout }) {
  const t = useTexts();
  const { state } = rollout;
  if (!isRolloutState(state)) {
    return <Alert status="warning" icon title={t('notice.unknown', { state })} />;
  }
  const notice = saidByApproval(rollout) ? undefined : notices[state];
  const message = isDecidedAgainst(rollout) ? undefined : rollout.message;
  if (!notice) return message === undefined ? null : <Alert status="info" icon title={message} />;
  return (
    <Alert
      status={notice.status}
      icon
      title={notice.text(t, rollout)}
      {...(message !== undefined && { description: message })}
    />
  );
}

/** What an approval has to do with a state, its own panel says. */
function saidByApproval(rollout: Rollout): boolean {
  const verdict = verdictOf(rollout);
  const isAbout = rollout.state === 'AwaitingApproval' || rollout.state === 'Canceled';
  return isAbout && verdict !== undefined && verdict !== 'approved';
}

/** Then the panel of the approval says why it ended as well. */
function isDecidedAgainst(rollout: Rollout): boolean {
  const verdict = verdictOf(rollout);
  return verdict === 'rejected' || verdict === 'expired';
}
