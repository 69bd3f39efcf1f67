import { ObservedState } from '@interconnect/backstage-plugin-interconnect-common';

/** What was observed, in the order of lists: the smaller, the more it needs attention. */
export const observedUrgency: Record<ObservedState, number> = { NotReady: 0, Unknown: 1, Ready: 2 };
