import { Flex } from '@backstage/ui';
import {
  networkApprovePermission,
  NetworkName,
  Rollout,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useIdentity } from '../../../hooks/useIdentity';
import { useMay } from '../../../hooks/useMay';
import { useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../../common/Quiet';
import { StateMark } from '../../common/StateMark';
import { Section } from '../../NetworkPage/tabs/Section';
import { RolloutCommands } from '../actions/useRolloutCommands';
import { ApprovalFacts } from './ApprovalFacts';
import { DecisionButtons } from './DecisionButtons';
import { obstacles } from './obstacles';
import { verdictOf, verdictStates } from './verdictOf';

/** The approval that a rollout needs or needed: why, by whom, until when, and what was decided. Nothing if it needs none. */
export function ApprovalPanel(props: {
  name: NetworkName;
  rollout: Rollout;
  commands: RolloutCommands;
}) {
  const { rollout } = props;
  const t = useTexts();
  const verdict = verdictOf(rollout);
  if (!rollout.approval || !verdict) return null;
  return (
    <Section title={t('approval.title')}>
      <Flex direction="column" gap="4">
        <strong>
          <StateMark state={verdictStates[verdict]} label={t(`approval.${verdict}`)} />
        </strong>
        <ApprovalFacts rollout={rollout} approval={rollout.approval} />
        {verdict === 'waiting' && <Decide {...props} />}
      </Flex>
    </Section>
  );
}

function Decide(props: { name: NetworkName; rollout: Rollout; commands: RolloutCommands }) {
  const { name, rollout, commands } = props;
  const t = useTexts();
  const may = useMay(networkApprovePermission, name);
  const identity = useIdentity();
  const why = obstacles(rollout, identity.value, may);
  return (
    <Flex direction="column" gap="2">
      <DecisionButtons
        rollout={rollout}
        commands={commands}
        isDisabled={identity.loading || !may.allowed || why.length > 0}
      />
      {!identity.loading && why.length > 0 && (
        <Quiet as="p">{why.map(each => t(`approval.obstacle.${each}`, may)).join(' ')}</Quiet>
      )}
    </Flex>
  );
}
