import { Content, Header, Page } from '@backstage/core-components';
import { useTexts } from '../hooks/useTexts';
import { Router } from './Router';
import styles from './LegacyPage.module.css';

/**
 * All pages of the plugin within the page of the legacy frontend system; the new one draws its own
 * around them.
 */
export function LegacyPage() {
  const t = useTexts();
  return (
    <Page themeId="tool">
      <Header title={t('entity.title')} />
      <Content className={styles.content} noPadding>
        <Router />
      </Content>
    </Page>
  );
}
