import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  EntityDisplayName,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Cell, Link } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './cells.module.css';

/**
 * Text that is less important than what it stands beside. The secondary colour of Backstage UI is
 * too faint for small text on cards in its dark theme (WCAG 1.4.3).
 */
export function Quiet(props: { as?: 'span' | 'p' | 'div'; role?: 'status'; children: ReactNode }) {
  const Element = props.as ?? 'span';
  return (
    <Element className={styles.quiet} role={props.role}>
      {props.children}
    </Element>
  );
}

/** A cell whose text is shown whole, on as many lines as it takes. */
export function WrapCell(props: { text: string }) {
  return (
    <Cell>
      <span className={styles.wrap}>{props.text}</span>
    </Cell>
  );
}

/**
 * A person, a group or anything else of the catalog by its name, with a link to its page; services
 * and others as they are.
 */
export function EntityName({ entityRef }: { entityRef: string }) {
  const ref = parsed(entityRef);
  return ref ? <LinkedName entityRef={ref} /> : <>{entityRef}</>;
}

function LinkedName({ entityRef }: { entityRef: CompoundEntityRef }) {
  const path = useRouteRef(entityRouteRef);
  return (
    <Link href={path(entityRouteParams(entityRef, { encodeParams: true }))}>
      <EntityDisplayName entityRef={entityRef} hideIcon disableTooltip />
    </Link>
  );
}

function parsed(entityRef: string): CompoundEntityRef | undefined {
  if (entityRef.startsWith('service:')) return undefined;
  try {
    return parseEntityRef(entityRef);
  } catch {
    return undefined; // "system"
  }
}
