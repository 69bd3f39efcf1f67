import type { PublishServicesInput } from '@interconnect/backstage-plugin-interconnect-common';
import { publish, requirePublishable, unpublish } from './skupper/publish';
import { stepActivity, type StepDependencies } from './StepContext';

const step = { kind: 'publishServices' } as const;

/** Publishes the network's services on the hub, under the same addresses as on the spokes. */
export const publishServices = (dependencies: StepDependencies) =>
  stepActivity<PublishServicesInput>(dependencies, async (context, { input, exposed = [] }) => {
    const { network, cluster } = input;
    const client = context.client(cluster);
    const publication = { network, step, exposed, near: [cluster] };
    await requirePublishable(client, publication);
    return { message: await publish(context, client, publication) };
  });

/** Removes the services' addresses from the hub. */
export const undoPublishServices = (dependencies: StepDependencies) =>
  stepActivity<PublishServicesInput>(dependencies, async (context, { input }) => {
    await unpublish(context, context.client(input.cluster), { network: input.network, step });
    return { message: 'removed the services' };
  });
