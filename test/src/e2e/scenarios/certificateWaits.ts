import type { Application } from '@interconnect/backstage-plugin-interconnect-common';
import { call, networkPath, putNetwork } from '../api';
import { deadWebhook } from '../deadWebhook';
import { hubOf } from '../documents';
import type { HeldUp } from '../heldUp';
import { Portal } from '../portal';
import { rememberSecrets } from '../secretBytes';

const hub = 'deploySkupper@cluster-1';

/** For certificates of the hubs that `addressWaits` has left. */
export function certificateWaits(portal: () => Portal, kit: HeldUp) {
  const { on, hold, free, says, expectEnd } = kit;
  /** Skupper looks again at a Certificate that changes, before its 30 seconds are over. */
  const lookAgain = (namespace: string, ...certificates: string[]) =>
    on(
      ...['-n', namespace, 'annotate', '--overwrite', 'certificates.skupper.io'],
      ...[...certificates, `example.com/asked=${Date.now()}`],
    );
  let rotation: string;

  it('says what a rotation waits for', async () => {
    const namespace = 'interconnect-bare';
    const refused = (name: string) =>
      deadWebhook(portal().lab, name, {
        resource: 'secrets',
        condition: `object.metadata.namespace == '${namespace}' && object.metadata.name == '${name}'`,
      });
    const letMakeAuthority = await refused('skupper-site-ca');
    const letMakeServer = await refused('skupper-site-server');
    const { body } = await call(portal(), 'POST', `${networkPath('bare')}/rotate`);
    rotation = body.rollout.id;
    await says(
      ...(['bare', rotation, hub] as const),
      /^waiting for a new Secret interconnect-bare\/skupper-site-ca on hub cluster-1: Skupper has not made it yet; .*failed calling webhook "skupper-site-ca/,
    );
    await letMakeAuthority();
    await lookAgain(namespace, 'skupper-site-ca');
    await says(
      ...(['bare', rotation, hub] as const),
      /^waiting for Secret interconnect-bare\/skupper-site-server on hub cluster-1 to be issued: Skupper has not made it yet; .*failed calling webhook "skupper-site-server/,
    );
    await letMakeServer();
    await lookAgain(namespace, 'skupper-site-server');
  });

  it("says that the TLS authority is not issued, and that a spoke's credentials are not gone", async () => {
    const namespace = 'interconnect-signed';
    const secret = 'secret/interconnect-cluster-2';
    const server: Application = {
      ...{ name: 'secure-backend', clusters: ['cluster-1'], namespace: 'shop', expose: true },
      tls: 'router',
      source: { kind: 'manifests', url: './secure-backend.yaml' },
    };
    const letMake = await deadWebhook(portal().lab, 'authority', {
      resource: 'secrets',
      condition: `object.metadata.namespace == '${namespace}'`,
    });
    await hold(namespace, secret);
    const { id } = (await putNetwork(portal(), 'signed', {
      type: 'application-mesh',
      hub: hubOf(portal().lab, 20, 25),
      applications: [server],
    }))!.rollout!;
    await says(
      ...(['signed', id, hub] as const),
      /^waiting for Certificate interconnect-signed\/interconnect-tls-authority\S+ on cluster-1 to be issued: .*failed calling webhook/,
    );
    await letMake();
    await lookAgain(namespace, '-l', 'interconnect/tls=authority');
    await says(
      ...(['signed', id, 'linkSpoke@cluster-2'] as const),
      /^waiting for Secret interconnect-signed\/interconnect-cluster-2 to be gone from hub cluster-1: still there, being deleted, held by example.com\/held$/,
    );
    await free(namespace, secret);
    await expectEnd('signed', id);
    await expectEnd('bare', rotation);
    await rememberSecrets(portal().lab);
  });
}
