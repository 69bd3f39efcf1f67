import { Button, Cell, CellText, Flex, Link, Text } from '@backstage/ui';
import { Rollout, RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { WrapCell } from '../../common/cells';
import { DataColumn, DataTable, FilterSelect } from '../../common/DataTable';
import { StateMark } from '../../common/StateMark';
import { Duration } from '../../common/time';
import { stepStateText } from '../stateTexts';
import { StepActions, StepCommands, StepMessage } from './stepCells';
import { reuseRows, searchText, secondsOf, StepRow, stepRows, stepUrl } from './stepRow';

/** Every step of a rollout, with what can be done about those that failed. */
export function StepsTable(props: {
  rollout: Rollout;
  commands: StepCommands;
  /** Ids of the steps that are to be looked at; absent: all. */
  opened?: Set<string>;
  onShowAll: () => void;
}) {
  const { rollout, commands, opened } = props;
  const t = useTexts();
  const [state, setState] = useState<string>();
  const { url, runId } = rollout.workflow;
  const urlOf = useCallback(
    (step: RolloutStep) => stepUrl({ workflow: { ...rollout.workflow, url, runId } }, step),
    [url, runId], // eslint-disable-line react-hooks/exhaustive-deps -- a new object with each answer
  );
  const columns = useStepColumns(commands, urlOf);
  const known = useRef<StepRow[]>([]);
  const rows = useMemo(() => {
    known.current = reuseRows(known.current, stepRows(rollout));
    return known.current;
  }, [rollout]);
  const states = [...new Set(rollout.steps.map(step => step.state))];

  const looked = opened ? rows.filter(({ id }) => opened.has(id)) : rows;

  return (
    <>
      {opened && (
        <Flex align="center" gap="3" pb="3">
          <Text>{t('steps.opened', { count: looked.length, all: `${rows.length}` })}</Text>
          <Button size="small" variant="secondary" onPress={props.onShowAll}>
            {t('steps.showAll')}
          </Button>
        </Flex>
      )}
      <DataTable<StepRow>
        label={t('rolloutPage.steps')}
        items={state === undefined ? looked : looked.filter(row => row.step.state === state)}
        columns={columns}
        searchIn={searchText}
        searchLabel={t('steps.search')}
        countText={count => t('steps.count', { count })}
        filters={
          <FilterSelect
            label={t('steps.state')}
            value={state}
            options={states.map(id => ({ id, label: stepStateText(t, id) }))}
            onChange={setState}
          />
        }
      />
    </>
  );
}

/** Columns of the table of steps. `urlOf`: of the step in Temporal's UI. */
function useStepColumns(
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
        firstWhenNarrow: true,
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
