import { StepInput } from '../steps';
import { AppliedNetwork } from './types';

/** How often the authority of a network's hub has been replaced, or has begun to be. */
export function authorityOf(applied: AppliedNetwork): number {
  return Object.values(applied).reduce((most, { input }) => Math.max(most, authorityIn(input)), 0);
}

/** The authority that a step is about; 0: the first one, or none. */
export function authorityIn(input: StepInput): number {
  return ('authority' in input && input.authority) || 0;
}
