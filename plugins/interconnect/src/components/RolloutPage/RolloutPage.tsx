import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink, Container, Flex } from '@backstage/ui';
import {
  isFinal,
  NetworkName,
  networkOperatePermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useParams } from 'react-router-dom';
import { describeError } from '../../hooks/describeError';
import { useRollout, useRolloutSignal } from '../../hooks/queries';
import { useMay } from '../../hooks/useMay';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef } from '../../routes';
import { Quiet } from '../common/cells';
import { EmptyState, ErrorPanel, Loading, OutdatedNotice } from '../common/fallbacks';
import { RolloutActions } from './actions/RolloutActions';
import { useRolloutCommands } from './actions/useRolloutCommands';
import { ApprovalPanel } from './approval/ApprovalPanel';
import { RolloutHeader } from './RolloutHeader';
import { RolloutSteps } from './RolloutSteps';

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
          {rollout && <RolloutSteps rollout={rollout} may={may} commands={commands} />}
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
