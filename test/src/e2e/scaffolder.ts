import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@interconnect/lab/stack';
import { project } from './api';
import type { Portal } from './portal';
import { waitFor } from './waitFor';

/** Calls a plugin of the portal's backend as the guest does. */
export async function callPlugin({ settings, token }: Portal, path: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${settings.backendPort}/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** Starts the template of the demo: a service on `server` that `client` reaches. */
export async function startTemplate(
  portal: Portal,
  values: { name: string; server: string; client: string },
): Promise<string> {
  const template = 'template/default/service-with-network';
  await waitFor(
    async () => (await callPlugin(portal, `/catalog/entities/by-name/${template}`)).status === 200,
  );
  const started = await callPlugin(portal, '/scaffolder/v2/tasks', {
    templateRef: 'template:default/service-with-network',
    values: {
      ...values,
      system: `system:default/${project}`,
      owner: 'group:default/edge-team',
      addresses: portal.lab.pool(),
    },
  });
  expect(started).toMatchObject({ status: 201 });
  return started.body.id;
}

/** What a task has said until now. */
export async function logOfTask(portal: Portal, task: string): Promise<string> {
  return JSON.stringify((await eventsOf(portal, task)).map(({ body }) => body.message));
}

/** How a task ended, and what it had said. */
export async function endOfTask(portal: Portal, task: string) {
  const status = async () => (await callPlugin(portal, `/scaffolder/v2/tasks/${task}`)).body.status;
  await waitFor(async () => !['open', 'processing'].includes(await status()), 180_000);
  const end = (await eventsOf(portal, task)).find(({ type }) => type === 'completion');
  return { status: await status(), log: await logOfTask(portal, task), ...end?.body };
}

interface TaskEvent {
  type: string;
  body: { message: string; output?: object; error?: { message: string } };
}

async function eventsOf(portal: Portal, task: string): Promise<TaskEvent[]> {
  return (await callPlugin(portal, `/scaffolder/v2/tasks/${task}/events`)).body;
}

/** Removes the component that the template has made. */
export function removeComponent(name: string): void {
  rmSync(join(root, `catalog/${name}.local.yaml`), { force: true });
}
