import { useTexts } from '../../hooks/useTexts';
import { errorText } from './errorText';
import { useRequest } from './RequestContext';

/** What is told at a place of the form; undefined when nothing is wrong there. */
export function useErrorAt(place: string): string | undefined {
  const t = useTexts();
  const { due } = useRequest();
  const errors = due.filter(error => error.place === place);
  return errors.length > 0 ? errors.map(error => errorText(t, error)).join('. ') : undefined;
}
