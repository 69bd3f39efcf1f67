import {
  kubernetesName,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isTrue, ObjectRef } from '../client';
import { networkOwnership } from '../cluster/labels';
import { removeAndWait } from '../cluster/waitGone';
import { StepContext } from '../StepContext';
import { whyOutdated } from './authority';
import { certificateOf } from './objects';
import { untilConditions } from '../untilConditions';
import { Certificate, Endpoint, Secret, Site, skupperApi } from './types';

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

/**
 * Waits until the hub's Site accepts links; spokes are edge routers, so it must have an endpoint
 * for these.
 */
export async function untilHubAccepts(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
): Promise<Hub> {
  const hubOf = ({ status }: Site): Hub | undefined =>
    status?.defaultIssuer && status.endpoints?.some(({ name }) => name === 'edge')
      ? { endpoints: status.endpoints, issuer: status.defaultIssuer }
      : undefined;
  const site = await untilConditions<Site>(step, client, siteRef(network, client.cluster), {
    types: ['Ready'],
    told: ['Configured', 'Running', 'Resolved'],
    what: 'to accept links',
    whileAbsent: 'there is no such Site',
    lacks: async now =>
      isTrue(now, 'Ready') && !hubOf(now)
        ? 'Ready, but without an endpoint for edge routers'
        : undefined,
  });
  return hubOf(site)!;
}

/**
 * A spoke's own credentials, issued by the hub's authority of now. They are passed on to the spoke
 * within the same activity and go nowhere else.
 *
 * A Site that was made anew has a new authority; Skupper signs nothing again by itself, and still
 * calls a Certificate of the old one Ready. Such a Certificate, and one that ends soon, is deleted,
 * seen gone with its Secret, and made again.
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
      const why = whyOutdated(data, (await client.get<Secret>(authority))?.data ?? {}, new Date());
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

function secretRef({ metadata: { name, namespace } }: Certificate): ObjectRef {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
}
