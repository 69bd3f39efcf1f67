import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import { useTexts } from '../../hooks/useTexts';
import { rootRouteRef } from '../../routes';
import { EmptyState } from './EmptyState';

/** For addresses below the plugin that lead nowhere. */
export function NotFound() {
  const t = useTexts();
  const networks = useRouteRef(rootRouteRef);
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
