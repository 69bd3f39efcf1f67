import type { NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { askToDelete, putNetwork } from '../api';
import { deadWebhook } from '../deadWebhook';
import { hubOf } from '../documents';
import type { HeldUp } from '../heldUp';
import { Portal } from '../portal';

const balancer = 'deployLoadBalancer@cluster-1';
const hub = 'deploySkupper@cluster-1';

/** For an address: leaves the networks `bare`, a hub alone, and `signed`, which has a spoke. */
export function addressWaits(portal: () => Portal, kit: HeldUp) {
  const { on, scale, hold, free, says, expectEnd, cancel } = kit;
  const start = async (network: string, document: NetworkDocument) =>
    (await putNetwork(portal(), network, document)).rollout!.id;

  it('says that nothing hands out addresses, and that a namespace of before is in the way', async () => {
    const namespace = 'interconnect-bare';
    const createNetwork = 'createNetwork@cluster-1';
    const { cluster, loadBalancer } = hubOf(portal().lab, 10, 15);
    const { addresses, ...others } = loadBalancer;
    const asked = await start('bare', {
      type: 'application-mesh',
      hub: { cluster, loadBalancer: others },
    });
    await says(
      ...(['bare', asked, balancer] as const),
      /^waiting for a load balancer on cluster-1 to hand out an address: no address yet$/,
    );
    await on('-n', namespace, 'create', 'configmap', 'held');
    await hold(namespace, 'configmap/held');
    await cancel('bare', asked);
    await expectEnd('bare', asked, 'Canceled');

    const { body } = await askToDelete(portal(), 'bare');
    const deleted = body.rollout.id;
    await says(
      'bare',
      deleted,
      createNetwork,
      /^waiting for Namespace \S+ on cluster-1 to be gone/,
    );
    await cancel('bare', deleted);
    await expectEnd('bare', deleted, 'Canceled');

    const again = await start('bare', {
      type: 'application-mesh',
      hub: { cluster, loadBalancer: { addresses, ...others } },
    });
    await says(
      ...(['bare', again, createNetwork] as const),
      /^waiting for namespace interconnect-bare on cluster-1: the one of before is still being deleted: .*example.com\/held in 1 resource instances/,
    );
    await free(namespace, 'configmap/held');
    await expectEnd('bare', again);
  });

  it('says that MetalLB does not run, that its webhook does not answer, and that there is no address', async () => {
    await scale('metallb', 0);
    await scale('skupper', 0);
    const id = await start('signed', {
      type: 'application-mesh',
      hub: hubOf(portal().lab, 20, 25),
      spokes: [{ cluster: 'cluster-2' }],
    });
    await says(
      ...(['signed', id, balancer] as const),
      /^waiting for MetalLB's controller on cluster-1 to be available: Deployment metallb-system\/controller: .*spec\.replicas is 0$/,
    );

    const answer = await deadWebhook(portal().lab, 'pools', {
      group: 'metallb.io',
      resource: 'ipaddresspools',
      condition: "object.metadata.name == 'interconnect-signed'",
    });
    await scale('metallb', 1);
    await says(
      ...(['signed', id, balancer] as const),
      /^waiting for IPAddressPool metallb-system\/interconnect-signed on cluster-1 to be accepted: .*failed calling webhook/,
    );
    await answer();

    await says('signed', id, hub, /^waiting for Skupper's controller on cluster-1 to be available/);
    await scale('metallb', 0);
    await scale('skupper', 1);
    await says(
      ...(['signed', id, hub] as const),
      /Service interconnect-signed\/skupper-router has no load balancer address yet \(MetalLB's controller does not run: .*spec\.replicas is 0\)/,
    );
    await scale('metallb', 1);
    await expectEnd('signed', id);
  });
}
