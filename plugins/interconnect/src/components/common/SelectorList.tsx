import { Text } from '@backstage/ui';
import {
  ChosenSelector,
  labelsText,
  someOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';
import styles from './PlanParts.module.css';

/** Which clusters the selectors of a document have chosen. */
export function SelectorList({ selectors }: { selectors: readonly ChosenSelector[] }) {
  const t = useTexts();
  return (
    <ul className={styles.reasons}>
      {selectors.map(({ selector, follow, clusters }, index) => (
        <li key={index}>
          {t('selectors.chosen', {
            labels: labelsText(selector),
            clusters: someOf(clusters, 20) || t('selectors.none'),
          })}
          {follow && <Text color="secondary"> ({t('selectors.followed')})</Text>}
        </li>
      ))}
    </ul>
  );
}
