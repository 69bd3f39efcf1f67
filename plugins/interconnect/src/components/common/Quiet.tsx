import { ReactNode } from 'react';
import styles from './Quiet.module.css';

/**
 * Text that is less important than what it stands beside. The secondary colour of Backstage UI is too faint for small
 * text on cards in its dark theme (WCAG 1.4.3).
 */
export function Quiet(props: { as?: 'span' | 'p' | 'div'; role?: 'status'; children: ReactNode }) {
  const Element = props.as ?? 'span';
  return (
    <Element className={styles.quiet} role={props.role}>
      {props.children}
    </Element>
  );
}
