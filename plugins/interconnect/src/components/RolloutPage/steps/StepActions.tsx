import { Button, Flex } from '@backstage/ui';
import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../../hooks/useTexts';

/** What a person may want of a failed step. */
export interface StepCommands {
  /** Why the buttons are disabled, if a permission is missing. */
  why?: string;
  isDisabled: boolean;
  /** Absent: the rollout takes no such command now. */
  retry?: (step: RolloutStep) => void;
  skip?: (step: RolloutStep) => void;
}

/** Retry and skip of one failed step. */
export function StepActions(props: { step: RolloutStep; commands: StepCommands }) {
  const { step, commands } = props;
  const { retry, skip, isDisabled, why } = commands;
  const t = useTexts();
  if (step.state !== 'Failed') return null;
  return (
    <Flex gap="2">
      {retry && (
        <span title={why}>
          <Button
            size="small"
            variant="secondary"
            aria-label={t('steps.retryLabel', { step: step.id })}
            isDisabled={isDisabled}
            onPress={() => retry(step)}
          >
            {t('command.retry')}
          </Button>
        </span>
      )}
      {skip && (
        <span title={why}>
          <Button
            size="small"
            variant="secondary"
            aria-label={t('steps.skipLabel', { step: step.id })}
            isDisabled={isDisabled}
            onPress={() => skip(step)}
          >
            {t('command.skip')}
          </Button>
        </span>
      )}
    </Flex>
  );
}
