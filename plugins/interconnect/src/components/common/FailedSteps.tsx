import {
  Rollout,
  RolloutStep,
  stepStates,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from './cells';
import styles from './FailedSteps.module.css';

/** The steps of a rollout that failed, or could not be undone. */
export function failedSteps({ steps }: Pick<Rollout, 'steps'>): RolloutStep[] {
  return steps.filter(({ state }) => stepStates[state]?.counts === 'failed');
}

/** Of the address of a rollout: the step, or the node of its graph, that is looked at. */
export const stepParameter = 'step';

const named = 3;

/**
 * Failed steps, each with its error, the way to it and what can be done about it; of many only the
 * first.
 */
export function FailedSteps(props: {
  steps: RolloutStep[];
  /** Of the page of the rollout. */
  path: string;
  actionsOf?: (step: RolloutStep) => ReactNode;
}) {
  const { steps, path, actionsOf } = props;
  const t = useTexts();
  const more = steps.length - named;
  return (
    <>
      <ul className={styles.steps}>
        {steps.slice(0, named).map(step => (
          <li key={step.id}>
            <div className={styles.what}>
              <Link
                weight="bold"
                href={`${path}?${new URLSearchParams({ [stepParameter]: step.id })}`}
              >
                {step.summary}
              </Link>
              {step.attempt > 1 && (
                <>
                  {' '}
                  <Quiet>{t('notice.attempt', { number: `${step.attempt}` })}</Quiet>
                </>
              )}
              <div>{step.error ?? t('notice.noError')}</div>
            </div>
            {actionsOf?.(step)}
          </li>
        ))}
      </ul>
      {more > 0 && <div>{t('notice.moreFailed', { count: more })}</div>}
    </>
  );
}
