import { ReactNode, RefObject, useLayoutEffect, useRef } from 'react';
import edges from './ScrollArea.module.css';

/**
 * What scrolls by itself when it is too long or too wide; can be reached, and so scrolled, by
 * keyboard. Fades where there is more of it.
 */
export function ScrollArea(props: {
  label: string;
  className?: string;
  maxHeight?: string;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDivElement>(null);
  useScrollEdges(ref);
  return (
    <div
      ref={ref}
      role="group"
      aria-label={props.label}
      className={`${edges.edges} ${props.className ?? ''}`}
      style={{ maxHeight: props.maxHeight }}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing in it takes the focus
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}

/**
 * Tells by the attribute `data-more` of an element that scrolls sideways at which ends there is
 * more of it: `start`, `end`, or both. Whoever looks at it can then see that it goes on (see
 * `edges.module.css`).
 *
 * @param selector - of the element, below the ref; absent: the ref itself
 */
export function useScrollEdges(ref: RefObject<HTMLElement>, selector?: string) {
  const watched = useRef<{ element: Element; stop: () => void }>();

  // With each render: the element may come later than what is around it, and be replaced.
  useLayoutEffect(() => {
    const element = (selector ? ref.current?.querySelector(selector) : ref.current) ?? undefined;
    if (element === watched.current?.element) return;
    watched.current?.stop();
    watched.current = element && { element, stop: watch(element) };
  });
  useLayoutEffect(
    () => () => {
      watched.current?.stop();
      watched.current = undefined;
    },
    [],
  );
}

function watch(element: Element): () => void {
  if (typeof ResizeObserver === 'undefined') return () => {};
  const mark = () => {
    const left = element.scrollWidth - element.clientWidth - element.scrollLeft;
    const ends = [...(element.scrollLeft > 1 ? ['start'] : []), ...(left > 1 ? ['end'] : [])];
    if (ends.length > 0) element.setAttribute('data-more', ends.join(' '));
    else element.removeAttribute('data-more');
  };
  const observer = new ResizeObserver(mark);
  observer.observe(element);
  for (const child of element.children) observer.observe(child);
  element.addEventListener('scroll', mark, { passive: true });
  mark();
  return () => {
    observer.disconnect();
    element.removeEventListener('scroll', mark);
  };
}
