import { isFinal, type RolloutState } from '@interconnect/backstage-plugin-interconnect-common';
import { call, networkPath, waitForRollout, waitForWords } from './api';
import { kubectl } from './kubectl';
import { Portal } from './portal';

const controllers = {
  skupper: ['skupper', 'skupper-controller', 'app.kubernetes.io/name=skupper-controller'],
  metallb: ['metallb-system', 'controller', 'app=metallb,component=controller'],
} as const;
type Controller = keyof typeof controllers;

/** How somebody holds up rollouts on the hub, and what people hear of these meanwhile. */
export type HeldUp = ReturnType<typeof heldUp>;

export function heldUp(portal: () => Portal) {
  const undone = new Map<string, () => Promise<unknown>>();
  const on = (...args: string[]) => kubectl(portal().lab, 'cluster-1', ...args);

  async function scale(what: Controller, replicas: 0 | 1) {
    const [namespace, name, selector] = controllers[what];
    undone.set(what, () => scale(what, 1));
    await on('-n', namespace, 'scale', `deployment/${name}`, `--replicas=${replicas}`);
    if (replicas === 1) undone.delete(what);
    // What does not run any more does nothing in between.
    else await on('-n', namespace, 'wait', '--for=delete', '--timeout=60s', 'pod', '-l', selector);
  }

  async function setFinalizers(namespace: string, object: string, finalizers: string[] | null) {
    const body = JSON.stringify({ metadata: { finalizers } });
    await on('-n', namespace, 'patch', object, '--type=merge', '-p', body);
  }
  async function free(namespace: string, object: string) {
    await setFinalizers(namespace, object, null);
    undone.delete(`${namespace} ${object}`);
  }

  return {
    on,
    scale,
    /** Keeps an object from being gone once it is deleted. */
    async hold(namespace: string, object: string) {
      undone.set(`${namespace} ${object}`, () => free(namespace, object));
      await setFinalizers(namespace, object, ['example.com/held']);
    },
    free,
    /** Lets go what a test that broke has left held up. */
    release: () => Promise.allSettled([...undone.values()].map(undo => undo())),
    says: (network: string, id: string, step: string, text: RegExp) =>
      waitForWords(portal(), network, id, { step, text }),
    async expectEnd(network: string, id: string, how: RolloutState = 'Succeeded') {
      const { state } = await waitForRollout(portal(), network, id, one => isFinal(one.state));
      expect(state).toBe(how);
    },
    cancel: (network: string, id: string) =>
      call(portal(), 'POST', `${networkPath(network)}/rollouts/${id}/cancel`, {}),
  };
}
