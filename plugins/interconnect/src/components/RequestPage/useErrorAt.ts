import { useRequest } from './RequestContext';

/** What is told at a place of the form; undefined when nothing is wrong there. */
export function useErrorAt(place: string): string | undefined {
  return useRequest().told.get(place);
}
