import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink, Container, Flex } from '@backstage/ui';
import {
  NetworkName,
  networkOperatePermission,
  Rollout,
  isFinal,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { May, useMay } from '../../hooks/useMay';
import { useRolloutSignal } from '../../hooks/useRolloutSignal';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { describeError } from '../../hooks/describeError';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { LeftNotice } from '../common/PlanParts';
import { Quiet } from '../common/cells';
import { Section } from '../common/Section';
import { ApprovalPanel } from './approval/ApprovalPanel';
import { RolloutActions } from './actions/RolloutActions';
import { RolloutCommands, useRolloutCommands } from './actions/useRolloutCommands';
import { StepGraph } from './graph/StepGraph';
import { RolloutHeader } from './RolloutHeader';
import { RolloutNotice } from './RolloutNotice';
import { asShown } from './steps/stepRow';
import { StepsTable } from './steps/StepsTable';
import { useRollout } from '../../hooks/queries';

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
        actions={rollout && <RolloutActions rollout={rollout} may={may} commands={commands} />}
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
