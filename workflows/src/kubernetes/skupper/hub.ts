import {
  kubernetesName,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, isTrue, nameOf, ObjectRef } from '../client';
import { networkOwnership } from '../cluster/labels';
import { removeAndWait } from '../cluster/waitGone';
import { StepContext } from '../StepContext';
import { whyOutdated } from './authority';
import { certificateOf } from './objects';
import { Certificate, describeConditions, Endpoint, Secret, Site, skupperApi } from './types';

/** What a spoke needs to know of its hub. */
export interface Hub {
  endpoints: Endpoint[];
  issuer: string;
}

export const siteRef = (network: NetworkRef, cluster: string) => ({
  apiVersion: skupperApi,
  kind: 'Site',
  metadata: { name: kubernetesName(cluster), namespace: network.namespace },
});

/** Waits until the hub's Site accepts links; spokes are edge routers, so it must have an endpoint for these. */
export async function untilHubAccepts(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
): Promise<Hub> {
  const ref = siteRef(network, client.cluster);
  return step.until<Hub>(`${nameOf(ref)} on hub ${client.cluster} to accept links`, async () => {
    const site = await client.get<Site>(ref);
    if (!site) return { seen: 'there is no such Site' };
    const { endpoints = [], defaultIssuer } = site.status ?? {};
    if (!isTrue(site, 'Ready')) {
      return { seen: describeConditions(site, ['Configured', 'Running', 'Resolved']) };
    }
    return defaultIssuer && endpoints.some(({ name }) => name === 'edge')
      ? { done: { endpoints, issuer: defaultIssuer } }
      : { seen: 'Ready, but without an endpoint for edge routers' };
  });
}

/**
 * A spoke's own credentials, issued by the hub's authority of now. They are passed on to the spoke within the same activity and go
 * nowhere else.
 *
 * A Site that was made anew has a new authority; Skupper signs nothing again by itself, and still calls a Certificate of the old one
 * Ready. Such a Certificate, and one that ends soon, is deleted, seen gone with its Secret, and made again.
 */
export async function issueCredentials(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  spoke: { cluster: string; issuer: string; labels: Record<string, string> },
): Promise<Record<string, string>> {
  const certificate = certificateOf(network, spoke.cluster, spoke.issuer, spoke.labels);
  await client.apply<Certificate>(certificate, networkOwnership(network));
  const secret = secretRef(certificate);
  const authority = secretRef({
    ...certificate,
    metadata: { ...certificate.metadata, name: spoke.issuer },
  });
  const what = `${nameOf(certificate)} on hub ${client.cluster} to be issued`;
  let renewed = false;
  return step.until<Record<string, string>>(what, async () => {
    const now = await client.get<Certificate>(certificate);
    if (!now)
      throw failure('notFound', `${nameOf(certificate)} on ${client.cluster} has been removed`);
    if (!isTrue(now, 'Ready')) return { seen: describeConditions(now, ['Ready']) };
    const issued = await client.get<Secret>(secret);
    const data = issued?.data ?? {};
    const lacks = ['tls.crt', 'tls.key', 'ca.crt'].filter(key => !data[key]);
    if (lacks.length > 0) {
      return { seen: issued ? `its Secret lacks ${lacks.join(', ')}` : 'it has no Secret yet' };
    }
    const why = whyOutdated(data, (await client.get<Secret>(authority))?.data ?? {}, new Date());
    if (!why) return { done: data };
    if (!renewed) {
      renewed = true;
      await removeAndWait(step, client, [now, issued!]);
      await client.apply<Certificate>(certificate, networkOwnership(network));
    }
    return { seen: why };
  });
}

function secretRef({ metadata: { name, namespace } }: Certificate): ObjectRef {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
}
