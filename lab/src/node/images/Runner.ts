import type { V1Container, V1Pod } from '@kubernetes/client-node';
import type { Mounts } from '../pods/volumes';
import type { NodeSettings } from '../settings';

/** What a runner knows about the container that it is asked to run. */
export interface ContainerContext {
  settings: NodeSettings;
  pod: V1Pod;
  container: V1Container;
  /** Loopback address of the pod. */
  address: string;
  /** The container's variables and the lab's own, complete. */
  env: Record<string, string>;
  /** `command` and `args` of the container with `$(VARIABLE)` filled in. */
  command: string[];
  args: string[];
  /**
   * Makes the files of the Secrets that the container mounts, and keeps them current.
   * @throws ContainerConfigError when one is missing
   */
  mounts(): Promise<Mounts>;
}

/** How a container is run. */
export type Run =
  | {
      kind: 'process';
      command: string[];
      env: Record<string, string>;
      /** Says to people what really runs, when it is not what the image holds. */
      note?: string;
      /**
       * Where a port of the container really is, when the program cannot listen on the pod's
       * address.
       */
      ports?: Record<number, { host: string; port: number }>;
    }
  | {
      kind: 'none';
      note: string;
      /**
       * Another container's process does its work and answers its probes: it is ready when they
       * succeed.
       */
      probed?: boolean;
    };

/** One way to run an image. */
export interface Runner {
  /**
   * Whether this runner is for the image; `name` has no registry, tag or digest, see
   * {@link imageName}.
   */
  matches(name: string): boolean;
  run(context: ContainerContext): Run | Promise<Run>;
}
