import type { CreateNetworkInput } from '@interconnect/backstage-plugin-interconnect-common';
import { ensureNetworkNamespace, removeNetworkNamespace } from './cluster/networkNamespace';
import { stepActivity, type StepDependencies } from './StepContext';

/** Makes the network's namespace on the hub. */
export const createNetwork = (dependencies: StepDependencies) =>
  stepActivity<CreateNetworkInput>(dependencies, async (step, { input }) => {
    const { network, cluster } = input;
    const made = await ensureNetworkNamespace(step, step.client(cluster), network, 'createNetwork');
    return { message: `namespace ${network.namespace}${made ? '' : ' was there already'}` };
  });

/** Removes the network's namespace from the hub, and waits until it is gone. */
export const undoCreateNetwork = (dependencies: StepDependencies) =>
  stepActivity<CreateNetworkInput>(dependencies, async (step, { input }) => {
    const { network, cluster } = input;
    const removed = await removeNetworkNamespace(step, step.client(cluster), network);
    return {
      message: removed
        ? `removed namespace ${network.namespace}`
        : `there was no namespace ${network.namespace} of this network`,
    };
  });
