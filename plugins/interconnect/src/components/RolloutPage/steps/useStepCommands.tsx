import { Text } from '@backstage/ui';
import {
  fittingCommands,
  Rollout,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode, useMemo, useState } from 'react';
import { May } from '../../../hooks/useMay';
import { useTexts } from '../../../hooks/useTexts';
import { ReasonDialog } from '../actions/ReasonDialog';
import { RolloutCommands } from '../actions/useRolloutCommands';
import { StepCommands } from './stepCells';

/**
 * What a person may want of the failed steps of a rollout, and the dialog that asks before one is
 * skipped.
 */
export function useStepCommands(
  rollout: Rollout,
  may: May,
  { run, give, pending }: RolloutCommands,
): { commands: StepCommands; dialog: ReactNode } {
  const t = useTexts();
  const [skipped, setSkipped] = useState<RolloutStep>();
  const fitting = fittingCommands(rollout);
  const canRetry = fitting.includes('retry');
  const canSkip = fitting.includes('skip');
  const why = may.missing ? t('permission.missing', may) : undefined;
  const { allowed } = may;
  const commands = useMemo<StepCommands>(
    () => ({
      ...(why && { why }),
      isDisabled: !allowed || pending,
      ...(canRetry && { retry: step => void run('retry', { steps: [step.id] }) }),
      ...(canSkip && { skip: setSkipped }),
    }),
    [why, allowed, pending, canRetry, canSkip, run],
  );
  const dialog = skipped && (
    <ReasonDialog
      title={t('command.skipTitle', { step: skipped.summary })}
      confirm={t('command.skip')}
      onConfirm={details => give('skip', { ...details, steps: [skipped.id] })}
      onClose={() => setSkipped(undefined)}
    >
      <Text as="p">{t('command.skipText')}</Text>
    </ReasonDialog>
  );
  return { commands, dialog };
}
