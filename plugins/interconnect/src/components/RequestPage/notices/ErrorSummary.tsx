import { Alert, Button } from '@backstage/ui';
import { Texts, useTexts } from '../../../hooks/useTexts';
import { errorText } from '../errorText';
import { useRequest } from '../RequestContext';
import { PlacedError } from '../state/placedErrors';
import { lineOf } from '../state/documentText';
import styles from '../steps/steps.module.css';

/** So many are listed; the others follow when these are corrected. */
const most = 20;

/**
 * What is wrong and does not stand beside its field already: what the form has no field for, what is in another step, all of it
 * while the document is written as a text. Leads to the field.
 */
export function ErrorSummary() {
  const t = useTexts();
  const { state, due, dispatch } = useRequest();
  const { text, step } = state;
  const rest = due.filter(error => {
    const named = error.place === 'name' || error.place === 'project';
    if (text && step !== 'review') return !named;
    return error.step !== step;
  });
  if (rest.length === 0 || text?.problem) return null;

  const describe = (error: PlacedError) => (text ? inText(t, error, text.value) : inForm(t, error));
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
            {rest.slice(0, most).map((error, index) => {
              const { step: target, place } = error;
              return (
                <li key={index}>
                  {target && !text ? (
                    <Button
                      variant="tertiary"
                      size="small"
                      onPress={() => dispatch({ type: 'shown', step: target, place })}
                    >
                      {describe(error)}
                    </Button>
                  ) : (
                    describe(error)
                  )}
                </li>
              );
            })}
          </ul>
        }
      />
    </div>
  );
}

function inForm(t: Texts, error: PlacedError): string {
  const field = error.field || t('request.wholeDocument');
  return t('request.errorAt', { field, message: errorText(t, error) });
}

function inText(t: Texts, error: PlacedError, text: string): string {
  const line = lineOf(text, error.field);
  const field = error.field || t('request.wholeDocument');
  return t('request.errorInLine', { line: `${line ?? 1}`, field, message: errorText(t, error) });
}
