import { Button, Flex } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import { useRequest } from './RequestContext';
import { Step, steps } from './state/places';

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
