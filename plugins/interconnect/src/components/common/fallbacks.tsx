import { useRouteRef } from '@backstage/core-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Container,
  Flex,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { describeError } from '../../hooks/describeError';
import { Polled } from '../../hooks/usePolled';
import { useTexts } from '../../hooks/useTexts';
import { rootRouteRef } from '../../routes';
import { HelpLink } from './HelpLink';
import { HelpTopic } from './helpPages';
import { usePageTitle } from './layout';

/** Placeholder until the first answer; `label` says to screen readers what is loading. */
export function Loading(props: { label: string }) {
  return (
    <Flex direction="column" gap="3" py="4">
      <VisuallyHidden role="status">{props.label}</VisuallyHidden>
      {['40%', '100%', '100%', '80%'].map((width, index) => (
        <Skeleton key={index} style={{ width, height: 20 }} />
      ))}
    </Flex>
  );
}

/** Nothing is there: says so, and what to do about it. */
export function EmptyState(props: { title: string; text?: string; action?: ReactNode }) {
  return (
    <Flex direction="column" align="start" gap="3" py="6">
      <Text as="h3" variant="title-x-small">
        {props.title}
      </Text>
      {props.text && (
        <Text as="p" variant="body-medium" style={{ maxWidth: '60ch' }}>
          {props.text}
        </Text>
      )}
      {props.action}
    </Flex>
  );
}

/** For addresses below the plugin that lead nowhere. */
export function NotFound() {
  const t = useTexts();
  const networks = useRouteRef(rootRouteRef);
  usePageTitle(t('notFound.title'));
  return (
    <Container>
      <EmptyState
        title={t('notFound.title')}
        text={t('notFound.text')}
        action={<ButtonLink href={networks()}>{t('notFound.action')}</ButtonLink>}
      />
    </Container>
  );
}

/** What the documentation has to say about kinds of errors. */
const helpOf = {
  denied: 'rights',
  other: 'refusal',
  missing: undefined,
  unreachable: undefined,
  limited: undefined,
} satisfies Record<ReturnType<typeof describeError>['kind'], HelpTopic | undefined>;

/**
 * Why something is not there: what the backend said, the permission that is missing, and a way to
 * try again.
 */
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
  const help = helpOf[kind];
  const needs = permission && t('error.permission', { permission });
  return (
    <Alert
      role="alert"
      status={kind === 'denied' ? 'warning' : 'danger'}
      icon
      title={props.title ?? titles[kind]}
      description={
        <>
          {needs ?? sayings[kind]}
          {help && <HelpLink about={help} />}
        </>
      }
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

/**
 * Says that what is shown could not be refreshed; nothing while it could, or when there is nothing
 * to show.
 */
export function OutdatedNotice(props: { of: Polled<unknown> }) {
  const t = useTexts();
  const { value, error } = props.of;
  if (value === undefined || !error) return null;
  const { kind, message: said, retryAfterSeconds } = describeError(error);
  const message =
    kind === 'limited' ? t('error.limited', { seconds: `${retryAfterSeconds}` }) : said;
  return <Alert status="warning" icon title={t('error.outdated', { message })} />;
}
