import { InputError } from '@backstage/errors';
import {
  chosenSelectors,
  type DesiredNetwork,
  labelsText,
  someOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Request } from 'express';
import { PlanChangedError } from '../errors';
import { quoted } from './routeParameters';

/**
 * Header with the digest of the plan that a person has seen. Only this plan is carried out or
 * approved.
 */
export const planDigestHeader = 'Interconnect-Plan-Digest';

/**
 * The digest of the plan that the caller has seen. Undefined without the header.
 *
 * @throws InputError when it is none
 */
export function shownPlanOf(req: Request): string | undefined {
  const digest = req.header(planDigestHeader);
  if (digest !== undefined && !/^[0-9a-f]{64}$/.test(digest)) {
    throw new InputError(
      `${planDigestHeader}: ${quoted(digest)} is not the digest of a plan (accepted: 64 hexadecimal digits, as the plan has it)`,
    );
  }
  return digest;
}

/** Throws PlanChangedError (412) when the plan that was shown is not the plan that would run. */
export function requireShownPlan(
  shown: string | undefined,
  digest: string,
  { selection }: Pick<DesiredNetwork, 'selection'> = {},
): void {
  if (shown !== undefined && shown !== digest) {
    throw new PlanChangedError(
      `${planDigestHeader}: the plan that was shown (${shown}) is not the one that would be carried out now (${digest}). ` +
        `What is applied, the document${selection ? ', what its selectors choose' : ''} or a manifest has changed since: ` +
        `look at the plan again${chosenNow(selection)}`,
    );
  }
}

/** What the selectors choose now, for who has seen something else. */
function chosenNow(selection: DesiredNetwork['selection']): string {
  const chosen = chosenSelectors(selection).map(
    ({ selector, clusters }) => `${labelsText(selector)} chooses ${someOf(clusters)}`,
  );
  return chosen.length > 0 ? ` (now ${chosen.join('; ')})` : '';
}
