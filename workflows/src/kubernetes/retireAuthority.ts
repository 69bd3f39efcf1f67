import type { RetireAuthorityInput } from '@interconnect/backstage-plugin-interconnect-common';
import { failure, nameOf } from './client';
import { siteRef } from './skupper/hub';
import { retireAuthority as retire } from './skupper/rotation';
import { Site } from './skupper/types';
import { stepActivity, type StepDependencies } from './StepContext';

/**
 * Spokes whose links were ended have dialled again by then, and Skupper tells of those that could
 * not.
 */
const settleMs = 20_000;

/**
 * Ends the links that are still up with certificates of the former authority; who has a new one
 * dials again at once.
 */
export const retireAuthority = (dependencies: StepDependencies) =>
  stepActivity<RetireAuthorityInput>(dependencies, async (step, { input }) => {
    const { network, cluster, authority } = input;
    const client = step.client(cluster);
    const ref = siteRef(network, cluster);
    const site = await client.get<Site>(ref);
    if (!site) throw failure('notFound', `${nameOf(ref)} on ${cluster} has been removed`);
    if (await retire(step, client, network, { site, authority })) {
      step.note('waiting for the spokes to dial again');
      await step.sleep(settleMs);
    }
    return { message: 'certificates of the former authority are refused' };
  });

/** A certificate that was refused stays refused. */
export const undoRetireAuthority = (dependencies: StepDependencies) =>
  stepActivity<RetireAuthorityInput>(dependencies, async () => ({ message: 'nothing to remove' }));
