import { Button, Flex, Text } from '@backstage/ui';
import { Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { ReasonDialog } from '../actions/ReasonDialog';
import { RolloutCommands } from '../actions/useRolloutCommands';

/** Approve and reject; both ask first, and a rejection needs a reason. */
export function DecisionButtons(props: {
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
