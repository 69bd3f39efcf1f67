import {
  type DeployLoadBalancerInput,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, isFailure, KubernetesObject, nameOf } from './client';
import { deploymentTrouble } from './cluster/deploymentTrouble';
import {
  declareUse,
  install,
  releaseUse,
  uninstallUnlessUsed,
  untilNotBeingRemoved,
} from './cluster/installation';
import { networkOwnership } from './cluster/labels';
import { findNetworkNamespace } from './cluster/networkNamespace';
import { prune } from './cluster/prune';
import { poolObjects, requirePool } from './loadBalancer/addressPool';
import { refuseClusterAddresses } from './loadBalancer/clusterAddresses';
import {
  detectLoadBalancer,
  findMetallb,
  listPools,
  loadBalancerServices,
} from './loadBalancer/detect';
import { probeLoadBalancer } from './loadBalancer/probe';
import { readMetallb } from './loadBalancer/readMetallb';
import { metallbApi } from './loadBalancer/types';
import { stepActivity, type StepContext, type StepDependencies } from './StepContext';

const kind = 'deployLoadBalancer' as const;

/**
 * Sees to it that the hub's router can get an address: adopts the load balancer that is there, or
 * installs MetalLB.
 */
export const deployLoadBalancer = (dependencies: StepDependencies) =>
  stepActivity<DeployLoadBalancerInput>(dependencies, async (step, { input }) => {
    const { network, cluster, addresses } = input;
    const client = step.client(cluster);
    if (addresses) await refuseClusterAddresses(client, addresses);
    await declareUse(client, network, kind, 'metallb');
    await untilNotBeingRemoved(step, client, 'metallb');

    const found = await detectLoadBalancer(client);
    if (found.kind === 'other') {
      const warning = addresses ? '; warning: hub.loadBalancer.addresses has no effect on it' : '';
      return { message: `adopted the load balancer that serves ${found.service}${warning}` };
    }
    if (found.kind === 'none' && !addresses) {
      if (await probeLoadBalancer(step, client, network)) {
        return { message: 'adopted the load balancer of the cluster' };
      }
      throw failure(
        'missing',
        `${cluster} has no load balancer that hands out addresses; give hub.loadBalancer.addresses, ` +
          `and MetalLB is installed for them`,
      );
    }
    if (found.kind === 'none') await installMetallb(step, client);
    const namespace = await untilMetallbRuns(step, client);
    await applyPool(step, client, input, namespace);
    const how = found.kind === 'none' ? 'installed' : 'found';
    return { message: `${how} MetalLB${addresses ? `, pool ${addresses.join(', ')}` : ''}` };
  });

async function installMetallb(step: StepContext, client: ClusterClient) {
  const objects = await readMetallb(client, step.options, step.signal);
  step.note(`installing MetalLB on ${client.cluster}`);
  await install(client, 'metallb', objects);
}

/** @returns the namespace in which it looks for pools */
async function untilMetallbRuns(step: StepContext, client: ClusterClient): Promise<string> {
  return step.until<string>(
    `MetalLB's controller on ${client.cluster} to be available`,
    async () => {
      const controller = await findMetallb(client);
      const trouble = await deploymentTrouble(client, controller);
      if (trouble) return { seen: trouble };
      return (await client.serves(metallbApi, 'IPAddressPool'))
        ? { done: controller?.metadata.namespace ?? '' }
        : { seen: 'its kinds are not served yet' };
    },
  );
}

async function applyPool(
  step: StepContext,
  client: ClusterClient,
  input: DeployLoadBalancerInput,
  namespace: string,
) {
  const { network } = input;
  const owner = networkOwnership(network);
  await requirePool(client, input);
  const wanted = poolObjects(input, namespace);
  await client.requireFree(wanted, owner);
  for (const object of wanted) await applyWhenServed(step, client, object, owner);
  await pruneMade(step, client, network, wanted);
}

/** MetalLB checks pools by a webhook that begins to answer some time after its pods are ready. */
async function applyWhenServed(
  step: StepContext,
  client: ClusterClient,
  object: KubernetesObject,
  owner: Record<string, string>,
) {
  await step.until(`${nameOf(object)} on ${client.cluster} to be accepted`, async () => {
    try {
      return { done: await client.apply(object, owner) };
    } catch (error) {
      if (isFailure(error, 'clusterError')) return { seen: (error as Error).message };
      throw error;
    }
  });
}

/** The Service is the probe, if an attempt ended before it had removed it. */
async function pruneMade(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  wanted: KubernetesObject[],
) {
  const kinds = [
    { apiVersion: metallbApi, kind: 'L2Advertisement' },
    { apiVersion: metallbApi, kind: 'IPAddressPool' },
    { apiVersion: 'v1', kind: 'Service' },
  ];
  for (const pruned of kinds) {
    await prune(step, client, { network, step: { kind } }, pruned, undefined, wanted);
  }
}

/** Removes the network's pool, and MetalLB when we installed it and nobody uses it any more. */
export const undoDeployLoadBalancer = (dependencies: StepDependencies) =>
  stepActivity<DeployLoadBalancerInput>(dependencies, async (step, { input }) => {
    const { network, cluster } = input;
    const client = step.client(cluster);
    await pruneMade(step, client, network, []);
    if (await findNetworkNamespace(client, network)) {
      await releaseUse(step, client, network, 'metallb');
    }
    const uses = await uninstallUnlessUsed(step, client, 'metallb', async () =>
      [...(await listPools(client)), ...(await loadBalancerServices(client))].map(nameOf),
    );
    if (!uses) return { message: addressesMessage(input) };
    return {
      message:
        uses.length === 0 ? 'removed MetalLB' : `kept MetalLB, which is used by ${uses.join(', ')}`,
    };
  });

function addressesMessage({ addresses }: DeployLoadBalancerInput): string {
  return addresses ? 'removed the address pool' : 'the load balancer stays as it was';
}
