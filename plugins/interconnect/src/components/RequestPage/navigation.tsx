import { Button, Flex, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
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

/** Back and next; next is what the enter key does. */
export function StepButtons(props: { onBack: (step: Step) => void }) {
  const t = useTexts();
  const { state } = useRequest();
  const index = steps.indexOf(state.step);
  const last = state.text !== undefined || steps[index + 1] === 'review';
  const before = steps[index - 1];
  return (
    <Flex gap="2">
      {before && (!state.text || state.step === 'review') && (
        <Button variant="secondary" onPress={() => props.onBack(before)}>
          {t('request.back')}
        </Button>
      )}
      {state.step !== 'review' && (
        <Button variant="primary" type="submit">
          {t(last ? 'request.toReview' : 'request.next')}
        </Button>
      )}
    </Flex>
  );
}

const views = { form: 'request.asForm', json: 'request.asJson', yaml: 'request.asYaml' } as const;

type View = keyof typeof views;

/** Form, JSON or YAML: three ways to edit the same document. */
export function ViewSwitch() {
  const t = useTexts();
  const { state, dispatch } = useRequest();
  const view: View = state.text?.format ?? 'form';

  function choose(chosen: View) {
    if (chosen === 'form') dispatch({ type: 'textClosed' });
    else dispatch({ type: 'textOpened', format: chosen });
  }
  return (
    <ToggleButtonGroup
      aria-label={t('request.view')}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={state.text?.problem !== undefined}
      selectedKeys={[view]}
      onSelectionChange={keys => {
        const [chosen] = keys;
        if (chosen !== undefined) choose(chosen as View);
      }}
    >
      {(Object.keys(views) as View[]).map(id => (
        <ToggleButton key={id} id={id}>
          {t(views[id])}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
