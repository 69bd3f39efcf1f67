import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { RequestState } from './state/requestState';
import { Step, stepNamed } from './state/places';

/**
 * The step stands in the address (`step`), so that the browser's own buttons lead from step to
 * step, and a step can be opened by a link. `open` may lead elsewhere, for example to an error.
 */
export function useStepInAddress({ step, focus }: RequestState, open: (step: Step) => void): void {
  const [query, setQuery] = useSearchParams();
  const asked = stepNamed(query.get('step'));
  const latest = useRef({ open, setQuery });
  latest.current = { open, setQuery };
  const followed = useRef(step);
  const turn = focus?.turn; // the form was led somewhere, even if the step is the same

  useEffect(() => {
    if (asked === step) {
      followed.current = step;
    } else if (asked !== followed.current) {
      followed.current = asked;
      latest.current.open(asked);
    } else {
      latest.current.setQuery(before => {
        const after = new URLSearchParams(before);
        after.set('step', step);
        return after;
      });
    }
  }, [asked, step, turn]);
}
