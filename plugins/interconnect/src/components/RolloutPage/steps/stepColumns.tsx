import { Cell, CellText, Link } from '@backstage/ui';
import { RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { useMemo } from 'react';
import { useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { DataColumn } from '../../common/DataTable';
import { Duration } from '../../common/time';
import { StateMark } from '../../common/StateMark';
import { WrapCell } from '../../common/cells';
import { stepStateText } from '../stateTexts';
import { StepActions, StepCommands } from './StepActions';
import { StepMessage } from './StepMessage';
import { secondsOf, StepRow } from './stepRow';

/** Columns of the table of steps. `urlOf`: of the step in Temporal's UI. */
export function useStepColumns(
  commands: StepCommands,
  urlOf: (step: RolloutStep) => string | undefined,
): DataColumn<StepRow>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'step',
        width: '3fr',
        minWidth: 220,
        label: t('steps.step'),
        isRowHeader: true,
        sortBy: row => row.position,
        cell: row => <WrapCell text={row.step.summary} />,
      },
      {
        id: 'state',
        width: 125,
        label: t('steps.state'),
        sortBy: row => stepStateText(t, row.step.state),
        cell: row => (
          <Cell>
            <StateMark state={row.step.state} label={stepStateText(t, row.step.state)} />
          </Cell>
        ),
      },
      {
        id: 'cluster',
        width: '1fr',
        minWidth: 105,
        label: t('steps.cluster'),
        sortBy: row => row.step.cluster ?? '',
        cell: row => <CellText title={row.step.cluster ?? '–'} />,
      },
      {
        id: 'attempts',
        width: 120,
        label: t('steps.attempts'),
        sortBy: row => row.step.attempt,
        cell: row => <CellText title={row.step.attempt > 0 ? `${row.step.attempt}` : '–'} />,
      },
      {
        id: 'duration',
        width: 115,
        label: t('steps.duration'),
        sortBy: row => secondsOf(row.step, Date.now()) ?? -1,
        cell: row => <DurationCell step={row.step} />,
      },
      {
        id: 'message',
        width: '3fr',
        minWidth: 190,
        label: t('steps.message'),
        cell: row => (
          <Cell>
            <StepMessage row={row} />
          </Cell>
        ),
      },
      {
        id: 'temporal',
        width: 100,
        label: t('steps.open'),
        cell: row => <TemporalCell id={row.id} url={urlOf(row.step)} />,
      },
      ...(commands.retry || commands.skip
        ? [
            {
              id: 'actions',
              width: 190,
              label: t('steps.actions'),
              cell: (row: StepRow) => (
                <Cell>
                  <StepActions step={row.step} commands={commands} />
                </Cell>
              ),
            },
          ]
        : []),
    ],
    [t, commands, urlOf],
  );
}

function DurationCell(props: { step: RolloutStep }) {
  const now = useNow();
  const seconds = secondsOf(props.step, now);
  return <Cell>{seconds === undefined ? '–' : <Duration seconds={seconds} />}</Cell>;
}

function TemporalCell(props: { id: string; url?: string }) {
  const t = useTexts();
  return (
    <Cell>
      {props.url ? (
        <Link
          href={props.url}
          target="_blank"
          rel="noopener"
          aria-label={t('steps.openLabel', { step: props.id })}
        >
          {t('steps.open')}
        </Link>
      ) : (
        '–'
      )}
    </Cell>
  );
}
