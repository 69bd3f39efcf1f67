import { Alert, Button } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import { describeError } from './describeError';

/** Why something is not there: what the backend said, the permission that is missing, and a way to try again. */
export function ErrorPanel(props: { error: Error; title?: string; onRetry?: () => void }) {
  const t = useTexts();
  const { kind, message, permission, retryAfterSeconds } = describeError(props.error);
  const titles = {
    denied: t('error.denied'),
    missing: t('error.missing'),
    unreachable: t('error.title'),
    limited: t('error.title'),
    other: t('error.title'),
  };
  const sayings = {
    denied: message,
    missing: message,
    unreachable: t('error.unreachable'),
    limited: t('error.limited', { seconds: `${retryAfterSeconds}` }),
    other: message,
  };
  const needs = permission && t('error.permission', { permission });
  return (
    <Alert
      role="alert"
      status={kind === 'denied' ? 'warning' : 'danger'}
      icon
      title={props.title ?? titles[kind]}
      description={needs ?? sayings[kind]}
      customActions={
        props.onRetry &&
        kind !== 'denied' && (
          <Button size="small" variant="secondary" onPress={props.onRetry}>
            {t('error.again')}
          </Button>
        )
      }
    />
  );
}
