import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import styles from './SkipLink.module.css';

/** Skips the menu, where it comes first. Seen while it has the focus. */
export function SkipLink() {
  const { t } = useTranslationRef(coreComponentsTranslationRef);
  return (
    <button type="button" className={styles.link} onClick={focusMain}>
      {t('skipToContent')}
    </button>
  );
}

/** The `<main>` of a page is its plugin's. Some have none: then it is the title of the page. */
function focusMain() {
  const main = document.querySelector('main') ?? document.querySelector('h1');
  if (!main) return;
  main.tabIndex = -1;
  main.focus();
}
