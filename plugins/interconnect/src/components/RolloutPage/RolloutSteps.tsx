import { Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { May } from '../../hooks/useMay';
import { useTexts } from '../../hooks/useTexts';
import { EmptyState } from '../common/fallbacks';
import { stepParameter } from '../common/FailedSteps';
import { Section } from '../common/layout';
import { LeftNotice } from '../common/PlanParts';
import { RolloutCommands } from './actions/useRolloutCommands';
import { stepGraphOf, stepsOfNode } from './graph/stepGraph';
import { StepGraph } from './graph/StepGraph';
import { RolloutNotice } from './RolloutNotice';
import { asShown } from './steps/stepRow';
import { StepsTable } from './steps/StepsTable';
import { useStepCommands } from './steps/useStepCommands';

/** What became of a rollout, and its steps: as a drawing whose nodes open them in the table below. */
export function RolloutSteps(props: { rollout: Rollout; may: May; commands: RolloutCommands }) {
  const { rollout } = props;
  const t = useTexts();
  const shown = useMemo(() => asShown(rollout), [rollout]);
  const graph = useMemo(() => stepGraphOf(shown.steps), [shown]);
  const { commands, dialog } = useStepCommands(rollout, props.may, props.commands);
  const [parameters, setParameters] = useSearchParams();
  const opened = parameters.get(stepParameter) ?? undefined;
  const table = useRef<HTMLDivElement>(null);
  // Whoever has chosen a node, or retried from the notice, goes on where the step is.
  const lookAtTable = () => table.current?.focus();
  useEffect(() => {
    if (opened !== undefined) lookAtTable();
  }, [opened]);
  const { retry } = commands;
  const fromNotice = retry && {
    ...commands,
    retry: (step: Parameters<typeof retry>[0]) => {
      retry(step);
      lookAtTable();
    },
  };

  function showAll() {
    parameters.delete(stepParameter);
    setParameters(parameters, { replace: true });
    lookAtTable();
  }

  if (rollout.steps.length === 0) {
    return (
      <>
        <RolloutNotice rollout={rollout} />
        <EmptyState title={t('rolloutPage.empty')} text={t('rolloutPage.emptyText')} />
      </>
    );
  }
  return (
    <>
      <RolloutNotice rollout={rollout} commands={fromNotice ?? commands} />
      <LeftNotice left={rollout.left} />
      <Section title={t('rolloutPage.graph')}>
        <StepGraph graph={graph} steps={shown.steps} />
      </Section>
      <Section title={t('rolloutPage.steps')}>
        <div ref={table} role="group" aria-label={t('rolloutPage.steps')} tabIndex={-1}>
          <StepsTable
            rollout={shown}
            commands={commands}
            opened={opened === undefined ? undefined : stepsOfNode(graph, opened)}
            onShowAll={showAll}
          />
        </div>
      </Section>
      {dialog}
    </>
  );
}
