import { StepInput } from '../steps';
import { stepDigest } from '../steps/digest';
import { authorityIn } from './authority';
import { AppliedNetwork } from './types';

/**
 * Why a step is applied: for the first time, because it was left half done, with another input than
 * before, or once more with the same; `rotate`: because the hub gets another authority.
 */
export type Recurrence = 'first' | 'repeat' | 'update' | 'repair' | 'rotate';

/** What a step's summary says of it. */
export const recurrenceText: Record<Recurrence, string> = {
  first: '',
  repeat: ' (repeat)',
  update: ' (update)',
  repair: ' (repair)',
  rotate: ' (new authority)',
};

/** Why a step would be applied, after what was done of it before; `repair`: only in a repair. */
export function recurrenceOf(applied: AppliedNetwork, id: string, input: StepInput): Recurrence {
  const before = Object.hasOwn(applied, id) ? applied[id] : undefined;
  if (before?.state !== 'applied') {
    return before ? 'repeat' : 'first';
  }
  if (before.digest === stepDigest(input)) {
    return 'repair';
  }
  return authorityIn(before.input) === authorityIn(input) ? 'update' : 'rotate';
}
