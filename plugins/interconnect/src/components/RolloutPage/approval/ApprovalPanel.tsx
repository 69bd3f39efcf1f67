import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  networkApprovePermission,
  NetworkName,
  Review,
  Rollout,
} from '@interconnect/backstage-plugin-interconnect-common';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import { interconnectApiRef } from '../../../api';
import { describeError } from '../../../hooks/describeError';
import { useIdentity } from '../../../hooks/queries';
import { useMay } from '../../../hooks/useMay';
import { Polled, usePolled } from '../../../hooks/usePolled';
import { useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../../common/cells';
import { ErrorPanel, Loading } from '../../common/fallbacks';
import { ManifestReview, ReviewSection } from '../../common/manifests/ManifestReview';
import { Section } from '../../common/layout';
import { StateMark } from '../../common/StateMark';
import { ReasonDialog } from '../actions/ReasonDialog';
import { RolloutCommands } from '../actions/useRolloutCommands';
import { ApprovalFacts } from './ApprovalFacts';
import { obstacles, verdictOf, verdictStates } from './verdict';

/**
 * The approval that a rollout needs or needed: why, by whom, until when, and what was decided.
 * Nothing if it needs none.
 */
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
  const api = useApi(interconnectApiRef);
  const { project, network } = name;
  const review = usePolled(
    signal => api.reviewRollout({ project, network }, rollout.id, { signal }),
    undefined,
    [api, project, network, rollout.id],
  );
  return (
    <Flex direction="column" gap="4">
      <ToReview review={review} />
      <DecisionButtons
        rollout={rollout}
        reviewed={review.value?.planDigest}
        commands={commands}
        isDisabled={identity.loading || !may.allowed || why.length > 0}
      />
      {!identity.loading && why.length > 0 && (
        <Quiet as="p">{why.map(each => t(`approval.obstacle.${each}`, may)).join(' ')}</Quiet>
      )}
    </Flex>
  );
}

/** What an approval is of. */
function ToReview({ review }: { review: Polled<Review> }) {
  const t = useTexts();
  const { value, error, loading, refresh } = review;
  return (
    <ReviewSection>
      {loading && <Loading label={t('review.loading')} />}
      {error && describeError(error).kind === 'denied' && (
        <Quiet as="p">{t('review.notAllowed')}</Quiet>
      )}
      {error && describeError(error).kind !== 'denied' && (
        <ErrorPanel title={t('review.failed')} error={error} onRetry={refresh} />
      )}
      {value && <ManifestReview review={value} />}
    </ReviewSection>
  );
}

/** Approve and reject; both ask first, and a rejection needs a reason. */
function DecisionButtons(props: {
  rollout: Rollout;
  /** Digest of the plan that is shown; absent: it is not shown (yet), and cannot be approved. */
  reviewed?: string;
  commands: RolloutCommands;
  isDisabled: boolean;
}) {
  const { rollout, reviewed, commands, isDisabled } = props;
  const t = useTexts();
  const [asking, setAsking] = useState<'approve' | 'reject'>();
  const close = () => setAsking(undefined);
  return (
    <Flex gap="2">
      <Button
        variant="primary"
        iconStart={<RiCheckLine />}
        isDisabled={isDisabled || reviewed === undefined}
        onPress={() => setAsking('approve')}
      >
        {t('approval.approve')}
      </Button>
      <Button
        variant="secondary"
        iconStart={<RiCloseLine />}
        isDisabled={isDisabled}
        onPress={() => setAsking('reject')}
      >
        {t('approval.reject')}
      </Button>
      {asking && (
        <ReasonDialog
          key={asking}
          title={t(`approval.${asking}Title`)}
          confirm={t(`approval.${asking}`)}
          destructive={asking === 'reject'}
          isReasonRequired={asking === 'reject'}
          onConfirm={details =>
            commands.give(asking, {
              ...details,
              ...(asking === 'approve' && { planDigest: reviewed }),
            })
          }
          onClose={close}
        >
          <Text as="p">
            {asking === 'approve'
              ? t('approval.approveText', { count: rollout.steps.length })
              : t('approval.rejectText')}
          </Text>
        </ReasonDialog>
      )}
    </Flex>
  );
}
