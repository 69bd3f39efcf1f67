import { useContent } from '@backstage/core-components';
import styles from './MainPage.module.css';
import { Router } from './Router';

/**
 * All pages of the plugin as the main part of a page of the new frontend system. The link of the
 * app that skips its menu leads here.
 */
export function MainPage() {
  const { contentRef } = useContent();
  return (
    <main ref={contentRef} tabIndex={-1} className={styles.main}>
      <Router />
    </main>
  );
}
