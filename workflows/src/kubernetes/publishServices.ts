import {
  type ExposedService,
  type PublishServicesInput,
  stepIdOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { publish, requirePublishable, unpublish } from './skupper/publish';
import { removeListenerTls } from './skupper/listenerTls';
import { stepActivity, type StepDependencies } from './StepContext';

/** What labels say of the objects that it makes. */
const origin = { kind: 'publishServices' } as const;

/**
 * Publishes the network's services on a member, under the same addresses on each. Those of servers
 * whose steps have not succeeded are published as they were before, if they were.
 */
export const publishServices = (dependencies: StepDependencies) =>
  stepActivity<PublishServicesInput>(
    dependencies,
    async (step, { input, exposed = [], missing = [] }) => {
      const { network, cluster } = input;
      const client = step.client(cluster);
      const near = [hubOf(input), cluster];
      const publication = {
        network,
        step: origin,
        exposed,
        isNear: (service: ExposedService) =>
          near.includes(service.cluster) && !missing.includes(serverOf(service)),
        onHub: step.client(hubOf(input)),
      };
      await requirePublishable(client, publication);
      const message = await publish(step, client, publication);
      if (missing.length === 0) return { message };
      return {
        message,
        mismatches: [
          `${message}; without the current services of ${missing.join(', ')}, which has not succeeded: ` +
            'retry both, or skip that one',
        ],
      };
    },
  );

function hubOf(input: PublishServicesInput): string {
  return 'hub' in input ? input.hub : input.cluster;
}

/** Id of the step that deploys the server of a service. */
function serverOf({ application, cluster }: ExposedService): string {
  return stepIdOf({ kind: 'deployApplication', application, cluster });
}

/** Removes the services' addresses from the member. */
export const undoPublishServices = (dependencies: StepDependencies) =>
  stepActivity<PublishServicesInput>(dependencies, async (step, { input, absent = [] }) => {
    const { network, cluster } = input;
    const client = step.client(cluster);
    await unpublish(step, client, network);
    const hub = hubOf(input);
    if (!absent.includes(hub)) {
      await removeListenerTls(step, client, { network, onHub: step.client(hub) });
    }
    return { message: 'removed the services' };
  });
