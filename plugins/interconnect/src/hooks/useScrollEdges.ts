import { RefObject, useLayoutEffect } from 'react';

/**
 * Tells by the attribute `data-more` of an element that scrolls sideways at which ends there is more of it: `start`, `end`,
 * or both. Whoever looks at it can then see that it goes on (see `edges.module.css`).
 *
 * @param selector - of the element, below the ref; absent: the ref itself
 * @param change - something that changes when the element may be another
 */
export function useScrollEdges(ref: RefObject<HTMLElement>, selector?: string, change?: unknown) {
  useLayoutEffect(() => {
    const root = ref.current;
    const element = selector ? root?.querySelector(selector) : root;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
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
  }, [ref, selector, change]);
}
