import { Button } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import { useRequest } from './RequestContext';
import { Step, steps } from './state/places';
import styles from './steps/steps.module.css';

/** All steps, with the errors that are told in each; any can be opened. */
export function StepNav(props: { onOpen: (step: Step) => void }) {
  const t = useTexts();
  const { state, due } = useRequest();
  const current = state.text && state.step !== 'review' ? undefined : state.step;
  return (
    <nav aria-label={t('request.steps')}>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const count = due.filter(error => error.step === step).length;
          const title = `${index + 1}. ${t(`request.step.${step}`)}`;
          return (
            <li key={step}>
              <Button
                size="small"
                variant={step === current ? 'primary' : 'secondary'}
                aria-current={step === current ? 'step' : undefined}
                onPress={() => props.onOpen(step)}
              >
                {count > 0 ? `${title} (${t('request.stepErrors', { count })})` : title}
              </Button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
