import { RefObject, useEffect } from 'react';
import { RequestState } from './state/requestState';

const focusable = 'input, textarea, select, button, a[href]';

/** Gives the focus to what the state says: a place of the form, the summary of errors, or else the heading of the step. */
export function useFocus(root: RefObject<HTMLElement>, focus: RequestState['focus']): void {
  useEffect(() => {
    if (!focus || !root.current) return;
    const { place } = focus;
    const heading = root.current.querySelector<HTMLElement>('h3');
    const target = place === undefined ? heading : (firstIn(root.current, place) ?? heading);
    target?.focus();
  }, [root, focus]);
}

function firstIn(root: HTMLElement, place: string): HTMLElement | undefined {
  const holders = [...root.querySelectorAll<HTMLElement>('[data-place]')];
  const holder = holders.find(({ dataset }) => dataset.place === place);
  if (place === 'summary') return holder?.querySelector<HTMLElement>('[role="alert"]') ?? undefined;
  return [...(holder?.querySelectorAll<HTMLElement>(focusable) ?? [])].find(
    element => element.tabIndex >= 0 && !element.closest('[aria-hidden="true"]'),
  );
}
