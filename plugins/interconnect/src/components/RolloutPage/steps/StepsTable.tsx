import { Text } from '@backstage/ui';
import { Rollout, RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { useCallback, useMemo, useRef, useState } from 'react';
import { May } from '../../../hooks/useMay';
import { useTexts } from '../../../hooks/useTexts';
import { DataTable, FilterSelect } from '../../common/DataTable';
import { commandsOf } from '../actions/commandsOf';
import { ReasonDialog } from '../actions/ReasonDialog';
import { RolloutCommands } from '../actions/useRolloutCommands';
import { stepStateText } from '../stateTexts';
import { StepCommands } from './StepActions';
import { useStepColumns } from './stepColumns';
import { reuseRows, searchText, StepRow, stepRows } from './stepRow';
import { stepUrl } from './stepUrl';

/** Every step of a rollout, with what can be done about those that failed. */
export function StepsTable(props: { rollout: Rollout; may: May; commands: RolloutCommands }) {
  const { rollout, may, commands } = props;
  const { run, give, pending } = commands;
  const t = useTexts();
  const [state, setState] = useState<string>();
  const [skipped, setSkipped] = useState<RolloutStep>();
  const fitting = commandsOf(rollout);
  const canRetry = fitting.includes('retry');
  const canSkip = fitting.includes('skip');
  const why = may.missing ? t('permission.missing', may) : undefined;
  const { allowed } = may;
  const stepCommands = useMemo<StepCommands>(
    () => ({
      ...(why && { why }),
      isDisabled: !allowed || pending,
      ...(canRetry && { retry: step => void run('retry', { steps: [step.id] }) }),
      ...(canSkip && { skip: setSkipped }),
    }),
    [why, allowed, pending, canRetry, canSkip, run],
  );
  const { url, runId } = rollout.workflow;
  const urlOf = useCallback(
    (step: RolloutStep) => stepUrl({ workflow: { ...rollout.workflow, url, runId } }, step),
    [url, runId], // eslint-disable-line react-hooks/exhaustive-deps -- a new object with each answer
  );
  const columns = useStepColumns(stepCommands, urlOf);
  const known = useRef<StepRow[]>([]);
  const rows = useMemo(() => {
    known.current = reuseRows(known.current, stepRows(rollout));
    return known.current;
  }, [rollout]);
  const states = [...new Set(rollout.steps.map(step => step.state))];

  return (
    <>
      <DataTable<StepRow>
        label={t('rolloutPage.steps')}
        items={state === undefined ? rows : rows.filter(row => row.step.state === state)}
        columns={columns}
        searchIn={searchText}
        searchLabel={t('steps.search')}
        filters={
          <FilterSelect
            label={t('steps.state')}
            value={state}
            options={states.map(id => ({ id, label: stepStateText(t, id) }))}
            onChange={setState}
          />
        }
      />
      {skipped && (
        <ReasonDialog
          title={t('command.skipTitle', { step: skipped.summary })}
          confirm={t('command.skip')}
          onConfirm={details => give('skip', { ...details, steps: [skipped.id] })}
          onClose={() => setSkipped(undefined)}
        >
          <Text as="p">{t('command.skipText')}</Text>
        </ReasonDialog>
      )}
    </>
  );
}
