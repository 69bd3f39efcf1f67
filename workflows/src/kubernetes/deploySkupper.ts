import {
  type DeploySkupperInput,
  labelSelectorOf,
  labelsOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, KubernetesObject, nameOf } from './client';
import { releaseUse } from './cluster/installation';
import { networkOwnership } from './cluster/labels';
import {
  ensureNetworkNamespace,
  findNetworkNamespace,
  removeNetworkNamespace,
} from './cluster/networkNamespace';
import { listAllKinds } from './cluster/contents';
import { removeAndWait, whyStillThere } from './cluster/waitGone';
import { restrictionDifferences, restrictionOf } from './loadBalancer/allowedSources';
import { hasOwnPool } from './loadBalancer/detect';
import { ServiceWithAddress } from './loadBalancer/types';
import { siteOf } from './skupper/objects';
import { ensureSkupper, removeSkupper } from './skupper/installSkupper';
import { replaceAuthority } from './skupper/rotation';
import { ensureAuthority, removeAuthorities } from './skupper/tlsAuthority';
import { Site, skupperApi } from './skupper/types';
import { routerService, untilSiteReady } from './skupper/untilSiteReady';
import { stepActivity, type StepContext, type StepDependencies } from './StepContext';

const siteKind = { apiVersion: skupperApi, kind: 'Site' };

/**
 * Makes a cluster a member: Skupper if it is missing, the network's namespace and Site, and waits
 * until that is Ready.
 */
export const deploySkupper = (dependencies: StepDependencies) =>
  stepActivity<DeploySkupperInput>(dependencies, async (step, { input }) => {
    const { network, cluster, role, allowedSources, authority } = input;
    const client = step.client(cluster);
    const owner = networkOwnership(network);
    const labels = labelsOf(network, { kind: 'deploySkupper' });

    const isNew = await ensureNetworkNamespace(step, client, network, 'deploySkupper');
    const installed = await ensureSkupper(step, client, network);
    if (!isNew) await untilOldSiteIsCleared(step, client, network);
    const wanted = siteOf(network, { cluster, role }, labels);
    const isFirst = (await client.get(wanted)) === undefined;
    const site = await client.apply<Site>(wanted, owner);
    const ready = await untilSiteReady(
      step,
      client,
      network,
      site,
      role === 'hub' ? await restrictsSources(client, network, allowedSources) : undefined,
    );

    if (authority !== undefined) {
      await replaceAuthority(step, client, network, { site: ready, isNew: isFirst, authority });
    }

    if (role === 'hub') {
      await (input.tls ? ensureAuthority : removeAuthorities)(step, client, network);
    }

    const version = ready.status?.controller?.version;
    const address = ready.status?.endpoints?.[0]?.host;
    return {
      message: [
        `${installed ? 'installed' : 'found'} Skupper${version ? ` ${version}` : ''}`,
        `Site Ready${address ? ` at ${address}` : ''}`,
      ].join(', '),
    };
  });

/**
 * Lets only some sources reach the hub's load balancer, and gives its pool leave to hand out an
 * address, in one write, as soon as Skupper has made its Service. Skupper leaves these fields
 * alone.
 *
 * @returns what is done at each look at the Site, with what it still waits for
 */
async function restrictsSources(
  client: ClusterClient,
  network: NetworkRef,
  allowedSources: string[] | undefined,
): Promise<() => Promise<string | undefined>> {
  const access = { allowedSources, ownPool: await hasOwnPool(client, network) };
  const ref = routerService(network);
  return async () => {
    const service = await client.get<ServiceWithAddress>(ref);
    if (!service) return `${nameOf(ref)} is not there yet`;
    if (restrictionDifferences(service, network, access).length === 0) return undefined;
    await client.applyFields(restrictionOf(service, network, access));
    return `the allowed sources of ${nameOf(ref)} have just been set`;
  };
}

/**
 * Removes the Site, on a spoke the namespace too, and Skupper when it is not used any more. What
 * Skupper made for the Site goes with the namespace, on the hub with the undo of createNetwork:
 * Kubernetes' garbage collector, which would take it as well, learns of kinds that were just
 * installed only after a while.
 */
export const undoDeploySkupper = (dependencies: StepDependencies) =>
  stepActivity<DeploySkupperInput>(dependencies, async (step, { input }) => {
    const { network, cluster, role } = input;
    const client = step.client(cluster);
    const messages: string[] = [];

    if (await findNetworkNamespace(client, network)) {
      const labelSelector = labelSelectorOf(network, { kind: 'deploySkupper' });
      const sites = await client.list<Site>(siteKind, {
        namespace: network.namespace,
        labelSelector,
      });
      await removeAndWait(step, client, sites);
      await releaseUse(step, client, network, 'skupper');
      messages.push(sites.length > 0 ? 'removed the Site' : 'there was no Site');
    }
    const [namespace, skupper] = await Promise.allSettled([
      role === 'spoke' ? removeNetworkNamespace(step, client, network) : false,
      removeSkupper(step, client),
    ]);
    if (namespace.status === 'rejected') throw namespace.reason;
    if (skupper.status === 'rejected') throw skupper.reason;
    if (namespace.value) messages.push(`removed namespace ${network.namespace}`);
    if (skupper.value) messages.push(skupper.value);
    return { message: messages.join(', ') || 'nothing was there' };
  });

/**
 * A Site takes over what an old one of the same namespace has left, and loses it when the garbage
 * collector comes: the address that links were given, the account of the router.
 */
async function untilOldSiteIsCleared(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
) {
  const { namespace } = network;
  if ((await client.list(siteKind, { namespace })).length > 0) return;
  await step.until(
    `all that Skupper made for an old Site in ${namespace} on ${client.cluster} to be gone`,
    async () => {
      const left = await listMadeBySkupper(client, namespace);
      if (left.length === 0) return { done: undefined };
      // Those that hold up the others come first.
      const isHeld = ({ metadata }: KubernetesObject) => Number(!!metadata.finalizers?.length);
      const told = left
        .sort((one, other) => isHeld(other) - isHeld(one))
        .slice(0, 5)
        .map(one => `${nameOf(one)} is ${whyStillThere(one)}`);
      return { seen: told.join('; ') + (left.length > 5 ? '; …' : '') };
    },
  );
}

const owners = ['Site', 'RouterAccess', 'SecuredAccess'];

async function listMadeBySkupper(
  client: ClusterClient,
  namespace: string,
): Promise<KubernetesObject[]> {
  const objects = await listAllKinds(client, { namespaced: true, namespace });
  return objects.filter(({ metadata }) =>
    metadata.ownerReferences?.some(
      ({ apiVersion, kind }) => apiVersion.startsWith('skupper.io/') && owners.includes(kind),
    ),
  );
}
