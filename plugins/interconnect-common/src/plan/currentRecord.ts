import { stepDigest } from '../steps/digest';
import { currentLink } from '../steps/linkSpoke';
import { AppliedNetwork } from './types';

/**
 * A record as it was kept, in today's form. Links once listed all servers, each of them. Such a
 * link stands as it did: the change of form alone plans nothing again.
 *
 * @public
 */
export function currentRecord(kept: AppliedNetwork): AppliedNetwork {
  return Object.fromEntries(
    Object.entries(kept).map(([id, step]) => {
      if (step.input.kind !== 'linkSpoke') return [id, step];
      const input = currentLink(step.input);
      return [id, input === step.input ? step : { ...step, input, digest: stepDigest(input) }];
    }),
  );
}
