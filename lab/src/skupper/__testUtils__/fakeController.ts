import { setImmediate as nextTurn } from 'node:timers/promises';
import { createClusterCache } from '../controller/clusterCache';
import { Environment } from '../controller/context';
import { Controller, createController, OTHER_KINDS, OWN_KINDS } from '../controller/controller';
import { FakeCluster, WatchEvent } from './fakeCluster';

/** The stand-in controller on a cluster in memory, without timers of its own. */
export interface FakeController {
  /**
   * The tick that hands all objects of Skupper's kinds to their handlers again; waits until they
   * are through.
   */
  tick(): Promise<void>;
  /** Waits until there is nothing to do. */
  settle(): Promise<void>;
  /**
   * Stops the process for a while, as SIGSTOP does. What happens meanwhile comes at once when it
   * goes on.
   */
  pause(): void;
  resume(): void;
  stop(): void;
}

/** Starts a controller with an empty memory and lets it go through what is there. */
export async function startFakeController(
  cluster: FakeCluster,
  environment: Partial<Environment> = {},
): Promise<FakeController> {
  const controller: Controller = createController({
    api: cluster.api,
    cache: createClusterCache(),
    images: {
      router: 'quay.io/skupper/skupper-router:3.5.1',
      kubeAdaptor: 'quay.io/skupper/kube-adaptor:2.2.1',
    },
    self: { name: 'skupper-controller', namespace: 'skupper', version: '2.2.1' },
    log: () => {},
    workMs: 15,
    kind: false,
    ...environment,
  });
  const watched = new Set<string>([...OWN_KINDS, ...OTHER_KINDS]);
  const tell = ({ type, object }: WatchEvent) => {
    if (!watched.has(object.kind)) return;
    if (type === 'DELETED') controller.deleted(object);
    else controller.changed(object);
  };
  let held: WatchEvent[] | undefined;
  const unwatch = cluster.watch(event => (held ? void held.push(event) : tell(event)));
  const settle = async () => {
    let before = -1;
    while (before !== cluster.version()) {
      before = cluster.version();
      await nextTurn();
      await nextTurn();
      await controller.idle();
    }
  };
  await controller.start();
  await settle();
  return {
    settle,
    async tick() {
      controller.resync(OWN_KINDS);
      await settle();
    },
    pause() {
      held = [];
    },
    resume() {
      const missed = held ?? [];
      held = undefined;
      missed.forEach(tell);
    },
    stop() {
      unwatch();
      controller.stop();
    },
  };
}
