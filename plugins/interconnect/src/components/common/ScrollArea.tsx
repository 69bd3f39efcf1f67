import { ReactNode } from 'react';

/** What scrolls by itself when it is too long or too wide; can be reached, and so scrolled, by keyboard. */
export function ScrollArea(props: { label: string; className?: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing in it takes the focus
    <div role="region" aria-label={props.label} className={props.className} tabIndex={0}>
      {props.children}
    </div>
  );
}
