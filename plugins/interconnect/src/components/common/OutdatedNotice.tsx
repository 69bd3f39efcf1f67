import { Alert } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import { Polled } from '../../hooks/usePolled';
import { describeError } from './describeError';

/** Says that what is shown could not be refreshed; nothing while it could, or when there is nothing to show. */
export function OutdatedNotice(props: { of: Polled<unknown> }) {
  const t = useTexts();
  const { value, error } = props.of;
  if (value === undefined || !error) return null;
  const { kind, message: said, retryAfterSeconds } = describeError(error);
  const message =
    kind === 'limited' ? t('error.limited', { seconds: `${retryAfterSeconds}` }) : said;
  return <Alert status="warning" icon title={t('error.outdated', { message })} />;
}
