import type { PublishServicesInput } from '@interconnect/backstage-plugin-interconnect-common';
import { publish, requirePublishable, unpublish } from './skupper/publish';
import { stepActivity, type StepDependencies } from './StepContext';

/** What labels say of the objects that it makes. */
const origin = { kind: 'publishServices' } as const;

/** Publishes the network's services on the hub, under the same addresses as on the spokes. */
export const publishServices = (dependencies: StepDependencies) =>
  stepActivity<PublishServicesInput>(dependencies, async (step, { input, exposed = [] }) => {
    const { network, cluster } = input;
    const client = step.client(cluster);
    const publication = { network, step: origin, exposed, near: [cluster] };
    await requirePublishable(client, publication);
    return { message: await publish(step, client, publication) };
  });

/** Removes the services' addresses from the hub. */
export const undoPublishServices = (dependencies: StepDependencies) =>
  stepActivity<PublishServicesInput>(dependencies, async (step, { input }) => {
    await unpublish(step, step.client(input.cluster), { network: input.network, step: origin });
    return { message: 'removed the services' };
  });
