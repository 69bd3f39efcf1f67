import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import { endRollout } from './endRollout';
import type { FakeTemporal } from './FakeTemporal';
import type { Answer, Api } from './startApi';

export const networks = '/v1/projects/edge-shop/networks';

/** The seed's minimal document. */
export const seed = { description: 'Network for Interconnect', type: 'application-mesh' };

/** A network with members and without applications. */
export const shop = {
  type: 'application-mesh',
  hub: {
    cluster: 'cluster-1',
    loadBalancer: { addresses: ['127.20.0.10-127.20.0.50'], allowedSources: ['127.0.0.0/8'] },
  },
  spokes: [{ cluster: 'cluster-2' }],
};

/** The fields that a refusal is about. */
export function fieldsOf(answer: Answer): string[] {
  return answer.body.error.fields.map(({ field }: { field: string }) => field);
}

/** Puts a document and ends its rollout with success, and with what its last step observed. */
export async function rollOut(
  api: Api,
  temporal: FakeTemporal,
  name: string,
  document: object,
  observation?: NetworkObservation,
): Promise<string> {
  const { body, status } = await api.call('put', `${networks}/${name}`, document);
  if (status !== 200) {
    throw new Error(`PUT ${name} answered ${status}: ${JSON.stringify(body)}`);
  }
  temporal.running.clear();
  await endRollout(api.rollouts, body.rollout.id, 'Succeeded', observation);
  return body.rollout.id;
}
