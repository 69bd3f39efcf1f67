import {
  AuditEntry,
  Network,
  NetworkDocument,
  Rollout,
  isFinal,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Portal } from './portal';

export const project = 'edge-shop';

/** One answer of the API, whatever its status. */
export interface Answer<T = any> {
  status: number;
  headers: Headers;
  body: T;
}

/** What calls of the API need of a portal. */
export type Api = Pick<Portal, 'settings' | 'token'>;

/** Calls the API as the guest does, unless `headers` say otherwise. */
export async function call<T = any>(
  portal: Api,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const base = `http://127.0.0.1:${portal.settings.backendPort}/api/interconnect/v1`;
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${portal.token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text ? JSON.parse(text) : undefined) as T,
  };
}

export const networkPath = (name: string) => `/projects/${project}/networks/${name}`;

export async function getNetwork(portal: Api, name: string): Promise<Answer<Network>> {
  return call<Network>(portal, 'GET', networkPath(name));
}

/** `PUT` with the `If-Match` of what is there now; fails when it is refused. */
export async function putNetwork(
  portal: Api,
  name: string,
  document: NetworkDocument,
): Promise<Network> {
  const before = await getNetwork(portal, name);
  const etag = before.status === 200 ? before.headers.get('etag') : undefined;
  const answer = await call<Network>(
    portal,
    'PUT',
    networkPath(name),
    document,
    etag ? { 'if-match': etag } : {},
  );
  if (answer.status !== 200) {
    throw new Error(`PUT ${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

async function getRollout(portal: Api, network: string, id: string): Promise<Rollout> {
  const answer = await call<Rollout>(portal, 'GET', `${networkPath(network)}/rollouts/${id}`);
  if (answer.status !== 200) {
    throw new Error(`GET rollout ${id} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** Polls a rollout until `wanted` holds. The error tells every step that is not done. */
export async function waitForRollout(
  portal: Api,
  network: string,
  id: string,
  wanted: (rollout: Rollout) => boolean,
  timeoutMs = 360_000,
): Promise<Rollout> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const rollout = await getRollout(portal, network, id);
    if (wanted(rollout)) return rollout;
    const over = isFinal(rollout.state);
    if (over || Date.now() > deadline) {
      const open = rollout.steps
        .filter(step => step.state !== 'Succeeded')
        .map(step => `${step.id}: ${step.state} ${step.error ?? step.message ?? ''}`);
      throw new Error(`Rollout ${id} is ${rollout.state}\n${open.join('\n')}`);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

/** Waits until a step that runs says that it waits, and for what. */
export function waitForWords(
  portal: Api,
  network: string,
  id: string,
  { step, text }: { step: string; text: RegExp },
): Promise<Rollout> {
  return waitForRollout(portal, network, id, ({ steps }) =>
    steps.some(one => one.id === step && one.state === 'Running' && text.test(one.message ?? '')),
  );
}

/** Asks for a document and waits until its rollout has succeeded. */
export async function rollOut(
  portal: Api,
  name: string,
  document: NetworkDocument,
): Promise<Rollout> {
  const network = await putNetwork(portal, name, document);
  if (!network.rollout) throw new Error(`PUT ${name} started no rollout`);
  return waitForRollout(portal, name, network.rollout.id, ({ state }) => state === 'Succeeded');
}

/** Deletes a network as it is now. */
export async function askToDelete(portal: Api, name: string) {
  const { headers } = await getNetwork(portal, name);
  const seen = { 'if-match': headers.get('etag') ?? '*' };
  return call(portal, 'DELETE', networkPath(name), undefined, seen);
}

/** Deletes a network and waits until it is gone from the API. */
export async function deleteNetwork(portal: Api, name: string): Promise<Rollout | undefined> {
  const answer = await askToDelete(portal, name);
  if (answer.status >= 300) {
    throw new Error(`DELETE ${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  const id = answer.body?.rollout?.id;
  return id ? waitForRollout(portal, name, id, ({ state }) => state === 'Succeeded') : undefined;
}

export async function auditOf(portal: Api, network: string): Promise<AuditEntry[]> {
  const answer = await call<AuditEntry[]>(portal, 'GET', `${networkPath(network)}/audit?limit=500`);
  if (answer.status !== 200) throw new Error(`GET audit answered ${answer.status}`);
  return answer.body;
}

/**
 * Ends what goes on in the project and deletes its networks: what a scenario that broke has left
 * takes nothing from those after it.
 */
export async function removeNetworks(portal: Api): Promise<void> {
  const { body } = await call<Network[]>(portal, 'GET', `/projects/${project}/networks`);
  for (const { name, rollout } of body) {
    if (rollout && !isFinal(rollout.state)) {
      const path = `${networkPath(name)}/rollouts/${rollout.id}/cancel`;
      await call(portal, 'POST', path, { rollback: true });
      await waitForRollout(portal, name, rollout.id, ({ state }) => isFinal(state));
    }
    if ((await getNetwork(portal, name)).status === 200) await deleteReachable(portal, name);
  }
}

/** Deletes a network; steps on clusters that nobody can reach are skipped. */
async function deleteReachable(portal: Api, name: string): Promise<void> {
  const { body } = await askToDelete(portal, name);
  const id = body?.rollout?.id;
  if (!id) return;
  const { state, steps } = await waitForRollout(portal, name, id, rollout =>
    ['Succeeded', 'Blocked'].includes(rollout.state),
  );
  if (state === 'Succeeded') return;
  const failed = steps.filter(step => step.state === 'Failed').map(step => step.id);
  const reason = 'left by a scenario that broke';
  await call(portal, 'POST', `${networkPath(name)}/rollouts/${id}/skip`, { steps: failed, reason });
  await waitForRollout(portal, name, id, rollout => rollout.state === 'Succeeded');
}
