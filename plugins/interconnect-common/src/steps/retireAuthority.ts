import { NetworkRef } from '../network/types';
import { deploySkupper } from './deploySkupper';
import { linkSpoke } from './linkSpoke';
import { StepDefinition } from './StepDefinition';

/** Closes what still is connected with certificates of an authority that was replaced. @public */
export interface RetireAuthorityInput {
  kind: 'retireAuthority';
  network: NetworkRef;
  /** The hub. */
  cluster: string;
  /** The one that stays. */
  authority: number;
}

/** Waits until all links have certificates of the new authority. */
export const retireAuthority = {
  kind: 'retireAuthority',
  desired: ({ network, hub: { cluster }, authority }) =>
    authority ? [{ kind: 'retireAuthority', network, cluster, authority }] : [],
  needs: ({ cluster }, among) => [...among.on(deploySkupper, cluster), ...among.all(linkSpoke)],
  members: ({ cluster }) => ({ hub: { cluster } }),
  makes: () => [],
  applySummary: ({ cluster }) => `${cluster}: refuse certificates of the former authority`,
  removeSummary: ({ cluster }) => `${cluster}: nothing is left of the former authority`,
} satisfies StepDefinition<RetireAuthorityInput>;
