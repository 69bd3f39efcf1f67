import {
  kubernetesName,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isTrue, ObjectRef } from '../client';
import { networkOwnership } from '../cluster/labels';
import { removeAndWait } from '../cluster/waitGone';
import { StepContext } from '../StepContext';
import { whyNotFor, whyOutdated } from './authority';
import { untilConditions } from '../untilConditions';
import { Certificate, Endpoint, Secret, Site, skupperApi } from './types';
import { siteTrouble } from './untilSiteReady';

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

/** Whether a hub can be dialled by spokes, which are edge routers. */
export function acceptsEdges(endpoints: Endpoint[] | undefined): endpoints is Endpoint[] {
  return endpoints?.some(({ name }) => name === 'edge') ?? false;
}

/** Waits until the hub's Site accepts links of spokes. */
export async function untilHubAccepts(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
): Promise<Hub> {
  const hubOf = ({ status }: Site): Hub | undefined =>
    status?.defaultIssuer && acceptsEdges(status.endpoints)
      ? { endpoints: status.endpoints, issuer: status.defaultIssuer }
      : undefined;
  const site = await untilConditions<Site>(step, client, siteRef(network, client.cluster), {
    types: ['Ready'],
    told: ['Configured', 'Running', 'Resolved'],
    what: 'to accept links',
    whileAbsent: 'there is no such Site',
    async lacks(now) {
      if (!isTrue(now, 'Ready')) return siteTrouble(client, network, now);
      return hubOf(now) ? undefined : 'Ready, but without an endpoint for edge routers';
    },
  });
  return hubOf(site)!;
}

/**
 * A certificate with its key, issued by the authority of now. They are passed on to where they are
 * used within the same activity and go nowhere else.
 *
 * A Site that was made anew has a new authority; Skupper signs nothing again by itself, and still
 * calls a Certificate of the old one Ready; so it does when the names of one have just been changed.
 * Such a Certificate, and one that ends soon, is deleted, seen gone with its Secret, and made again.
 *
 * @returns data of its Secret
 */
export async function issue(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  certificate: Certificate,
): Promise<Record<string, string>> {
  await client.apply<Certificate>(certificate, networkOwnership(network));
  const { name, namespace } = certificate.metadata;
  const secret = secretRef(name, namespace);
  const authority = secretRef(certificate.spec?.ca ?? '', namespace);
  let renewed = false;
  let data: Record<string, string> = {};
  await untilConditions<Certificate>(step, client, certificate, {
    types: ['Ready'],
    what: 'to be issued',
    async lacks(now) {
      if (!isTrue(now, 'Ready')) return undefined;
      const issued = await client.get<Secret>(secret);
      data = issued?.data ?? {};
      const lacks = ['tls.crt', 'tls.key', 'ca.crt'].filter(key => !data[key]);
      if (!issued || lacks.length > 0) {
        return issued ? `its Secret lacks ${lacks.join(', ')}` : 'it has no Secret yet';
      }
      const signer = (await client.get<Secret>(authority))?.data ?? {};
      const renewBefore = renewed ? 0 : step.options.renewBeforeMs;
      const why =
        whyOutdated(data, signer, new Date(), renewBefore) ??
        whyNotFor(data, certificate.spec?.hosts);
      if (why && !renewed) {
        renewed = true;
        await removeAndWait(step, client, [now, issued]);
        await client.apply<Certificate>(certificate, networkOwnership(network));
      }
      return why;
    },
  });
  return data;
}

export function secretRef(name: string, namespace: string | undefined): ObjectRef {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
}
