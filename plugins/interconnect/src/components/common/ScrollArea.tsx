import { ReactNode, useRef } from 'react';
import { useScrollEdges } from '../../hooks/useScrollEdges';
import edges from './edges.module.css';

/**
 * What scrolls by itself when it is too long or too wide; can be reached, and so scrolled, by keyboard. Fades where there is
 * more of it.
 */
export function ScrollArea(props: { label: string; className?: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useScrollEdges(ref);
  return (
    <div
      ref={ref}
      role="region"
      aria-label={props.label}
      className={`${edges.edges} ${props.className ?? ''}`}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing in it takes the focus
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}
