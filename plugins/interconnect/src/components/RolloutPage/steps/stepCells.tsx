import { Button, Flex } from '@backstage/ui';
import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { Texts, useTexts } from '../../../hooks/useTexts';
import styles from './StepMessage.module.css';
import { StepRow } from './stepRow';

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

const named = 3;

function listed(t: Texts, steps: string[]): string {
  const list = steps.slice(0, named).join('; ');
  return steps.length > named ? t('steps.more', { list, number: `${steps.length - named}` }) : list;
}

/** The error of a step, what it says, or what it waits for. */
export function StepMessage({ row }: { row: StepRow }) {
  const t = useTexts();
  const { message, error, state }: RolloutStep = row.step;
  const isTriedAgain = state === 'Running';
  return (
    <>
      {error && !isTriedAgain && <div className={styles.error}>{error}</div>}
      {message && message !== error && <div className={styles.text}>{message}</div>}
      {error && isTriedAgain && (
        <div className={styles.text}>{t('steps.attemptBefore', { error })}</div>
      )}
      {row.waitsFor.length > 0 && (
        <div className={styles.text}>{t('steps.waitsFor', { steps: listed(t, row.waitsFor) })}</div>
      )}
      {row.heldBy && <div className={styles.text}>{t(`steps.heldBy.${row.heldBy}`)}</div>}
    </>
  );
}
