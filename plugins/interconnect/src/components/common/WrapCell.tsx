import { Cell } from '@backstage/ui';
import styles from './WrapCell.module.css';

/** A cell whose text is shown whole, on as many lines as it takes. */
export function WrapCell(props: { text: string }) {
  return (
    <Cell>
      <span className={styles.text}>{props.text}</span>
    </Cell>
  );
}
