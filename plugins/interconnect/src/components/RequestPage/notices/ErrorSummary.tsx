import { Alert, Button } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { errorText } from '../useRequestForm';
import { useRequest } from '../RequestContext';
import { PlacedError } from '../state/placedErrors';
import { lineOf } from '../state/documentText';
import styles from '../steps/steps.module.css';

/** So many are listed; the others follow when these are corrected. */
const most = 20;

/**
 * What is wrong and does not stand beside its field already: what the form has no field for, what
 * is in another step, all of it while the document is written as a text. Leads to the field.
 */
export function ErrorSummary() {
  const t = useTexts();
  const { state, due } = useRequest();
  const { text, step } = state;
  const rest = due.filter(error => {
    const named = error.place === 'name' || error.place === 'project';
    if (text && step !== 'review') return !named;
    return error.step !== step;
  });
  if (rest.length === 0 || text?.problem) return null;

  return (
    <div data-place="summary">
      <Alert
        role="alert"
        status="danger"
        icon
        tabIndex={-1}
        title={t('request.errors')}
        description={
          <ul className={styles.errors}>
            {rest.slice(0, most).map((error, index) => (
              <li key={index}>
                <Item error={error} />
              </li>
            ))}
          </ul>
        }
      />
    </div>
  );
}

function Item({ error }: { error: PlacedError }) {
  const t = useTexts();
  const { state, dispatch } = useRequest();
  const { step, place } = error;
  const field = error.field || t('request.wholeDocument');
  const message = errorText(t, error);
  if (state.text) {
    const line = lineOf(state.text.value, error.field) ?? 1;
    return <>{t('request.errorInLine', { line: `${line}`, field, message })}</>;
  }
  if (!step) return <>{t('request.errorAt', { field, message })}</>;
  return (
    <>
      <Button
        variant="tertiary"
        size="small"
        onPress={() => dispatch({ type: 'shown', step, place })}
      >
        {field}
      </Button>
      {`: ${message}`}
    </>
  );
}
