import { Pod } from '../../kube/types';
import { Context, setCondition, writeStatus } from './context';
import { SiteMemory } from './memory';
import { isReady, selectedBy } from './selectPods';
import { ConditionState, pending, READY } from './status/conditions';

/** Whether a pod is a router of a Site. */
export function isRouter({ metadata: { labels = {} } }: Pod): boolean {
  return labels['skupper.io/component'] === 'router' && labels['skupper.io/type'] === 'site';
}

/** A router's pod was made, changed or deleted: the Site runs while one of them is ready. */
export async function handleRouterPod(
  context: Context,
  state: SiteMemory,
  name: string,
  pod: Pod | undefined,
): Promise<void> {
  if (pod) state.routerPods.set(name, pod);
  else state.routerPods.delete(name);
  const { site } = state;
  if (site && setCondition(site, 'Running', running([...state.routerPods.values()]))) {
    state.site = await writeStatus(context, site);
  }
}

/** The connectors whose selector matches a pod. */
export function selecting(state: SiteMemory, pod: Pod): string[] {
  return [...state.selectors].flatMap(([name, selector]) =>
    selectedBy(selector, pod) ? name : [],
  );
}

function running(pods: Pod[]): ConditionState {
  let state = pending('No router pod is ready');
  for (const pod of pods) {
    if (pod.status?.phase === 'Running' && isReady(pod)) return READY;
    const failing = pod.status?.conditions?.find(({ status }) => status === 'False');
    state = pending(failing ? (failing.message ?? '') : `Pod ${pod.metadata.name} not ready`);
  }
  return state;
}
