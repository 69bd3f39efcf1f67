import {
  canonicalJson,
  type InterconnectApi,
  type NetworkDocument,
  type NetworkName,
  parseNetworkDocument,
  type RequestOptions,
} from '@interconnect/backstage-plugin-interconnect-common';
import { isNotFound, openRolloutOf } from './refusal';

type Api = Pick<InterconnectApi, 'getNetwork' | 'putNetwork'>;

/**
 * Asks for a network: the rollout that was started, null when there is nothing to do. While a
 * rollout to the same document runs, that one is it: a task that was interrupted after its request
 * asks once more.
 */
export async function askForNetwork(
  api: Api,
  name: NetworkName,
  document: NetworkDocument,
  { update, planDigest, ...options }: RequestOptions & { update?: boolean; planDigest?: string },
): Promise<{ rolloutId: string | null }> {
  const ifMatch = update ? await entityTag(api, name, options) : undefined;
  try {
    const { network } = await api.putNetwork(name, document, { ...options, planDigest, ifMatch });
    return { rolloutId: network.rollout?.id ?? null };
  } catch (error) {
    const open = openRolloutOf(error);
    if (open !== undefined) {
      const { network } = await api.getNetwork(name, options);
      if (network.rollout?.id === open && isSame(network.spec, document, name)) {
        return { rolloutId: open };
      }
    }
    throw error;
  }
}

async function entityTag(
  api: Api,
  name: NetworkName,
  options: RequestOptions,
): Promise<string | undefined> {
  try {
    return (await api.getNetwork(name, options)).etag;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function isSame(spec: NetworkDocument, document: NetworkDocument, { network }: NetworkName) {
  return canonicalJson(spec) === canonicalJson(parseNetworkDocument(document, { network }));
}
