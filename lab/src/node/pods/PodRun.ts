import type { V1Container, V1Pod } from '@kubernetes/client-node';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { podAddress } from '../../addresses';
import { NO_PROCESS } from '../images/noProcess';
import { runnerOf } from '../images/table';
import { containerLog, podsDirectory, scratchDirectory, type NodeSettings } from '../settings';
import { ContainerRun } from './ContainerRun';
import { containerEnvironment, expand, type ReadData } from './environment';
import { labEnvironment } from './labEnvironment';
import type { PodEvents } from './PodEvents';
import { isInitialized, podStatus } from './podStatus';
import { removeRecord, writeRecord } from './records';
import { mountSecrets, type Mounts } from './volumes';

/** A kubelet writes changed Secrets into mounted files about once a minute; the lab more often. */
const REFRESH_MS = 2000;

/** Annotations of the lab on a Pod; null: it has none. */
export interface PodAnnotations {
  /** `no process` when nothing runs for any of its containers. */
  'lab.interconnect/stand-in': string | null;
  /** What runs instead, by container. */
  'lab.interconnect/runs': string | null;
}

/** One pod on this node: its containers as processes, and the status that follows from them. */
export class PodRun {
  private readonly init: ContainerRun[];
  private readonly containers: ContainerRun[];
  private onChange: () => void = () => {};
  private readonly startTime = new Date().toISOString();
  /** Loopback address on which the pod really listens. */
  readonly address: string;

  constructor(
    public pod: V1Pod,
    readonly podIP: string,
    private readonly settings: NodeSettings,
    private readonly readData: ReadData,
    private readonly events: Pick<PodEvents, 'warn'>,
  ) {
    this.address = podAddress(settings.instance, podIP);
    this.init = (pod.spec?.initContainers ?? []).map(c =>
      this.make(c, c.restartPolicy === 'Always' ? 'Always' : 'init'),
    );
    this.containers = (pod.spec?.containers ?? []).map(c => this.make(c));
  }

  /**
   * Runs init containers one after the other, then all containers.
   * @param onChange - called when the status may have changed
   */
  start(onChange: () => void): void {
    this.onChange = onChange;
    this.advance();
  }

  private advance(): void {
    const next = this.init.find(c => !isInitialized(c.view));
    const turn = next ? [next] : this.containers;
    turn.filter(c => !this.begun.has(c)).forEach(c => this.begin(c));
  }

  /** Ends all processes. Returns when they are gone. */
  async stop(graceSeconds: number): Promise<void> {
    clearInterval(this.refresh);
    await Promise.all([...this.init, ...this.containers].map(c => c.stop(graceSeconds)));
    // what a process left behind in its group may write until it is gone too
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }

  status() {
    const { podIP, startTime } = this;
    const init = this.init.map(c => c.view);
    const containers = this.containers.map(c => c.view);
    const hostIP = this.settings.nodeIP;
    const began = this.pod.status?.startTime as unknown as string | undefined;
    return podStatus(this.pod, {
      ...{ podIP, hostIP, init, containers },
      startTime: began ?? startTime,
    });
  }

  /**
   * Annotations that say what runs instead of the images; none when the images' own programs run.
   */
  annotations(): PodAnnotations {
    const notes = this.containers.map(c => ({ name: c.view.name, note: c.note }));
    const standIn = notes.every(({ note }) => note === NO_PROCESS) ? NO_PROCESS : null;
    const named = notes.filter(({ note }) => note).map(({ name, note }) => `${name}: ${note}`);
    return {
      'lab.interconnect/stand-in': standIn,
      'lab.interconnect/runs': standIn || named.length === 0 ? null : named.join('; '),
    };
  }

  /** For `lab status`. */
  summary() {
    const { name = '', namespace = '', uid = '' } = this.pod.metadata ?? {};
    const { phase } = this.status();
    const containers = this.containers.map(c => {
      const { name: container, image, ready, restartCount, state } = c.view;
      const log = this.log(container);
      return {
        ...{ name: container, image, state: Object.keys(state)[0], ready, restartCount },
        ...(c.pid ? { pid: c.pid, log } : {}),
        ...(c.note ? { note: c.note } : {}),
      };
    });
    const { podIP, address } = this;
    return { namespace, name, uid, phase, podIP, address, containers };
  }

  private readonly begun = new Set<ContainerRun>();

  private begin(container: ContainerRun) {
    this.begun.add(container);
    void container.start();
  }

  private get folder() {
    return join(scratchDirectory(this.settings), this.pod.metadata?.uid ?? '');
  }

  private log(container: string) {
    const { namespace, name } = this.pod.metadata ?? {};
    return containerLog(
      this.settings.dir,
      this.settings.cluster,
      `${namespace}_${name}`,
      container,
    );
  }

  private make(container: V1Container, kind: 'main' | 'init' | 'Always' = 'main'): ContainerRun {
    const uid = this.pod.metadata?.uid ?? '';
    const records = podsDirectory(this.settings);
    const policy = (this.pod.spec?.restartPolicy ?? 'Always') as 'Always' | 'OnFailure' | 'Never';
    const sidecar = kind === 'Always';
    const policies = {
      main: policy,
      init: policy === 'Never' ? policy : 'OnFailure',
      Always: 'Always',
    } as const;
    return new ContainerRun(
      container,
      {
        address: this.address,
        restartPolicy: policies[kind],
        log: this.log(container.name),
        cwd: this.folder,
        prepare: () => this.prepare(container),
        recordProcess: process =>
          process
            ? writeRecord(records, uid, container.name, {
                ...process,
                cluster: this.settings.cluster,
              })
            : removeRecord(records, uid, container.name),
        onChange: () => {
          this.advance();
          this.onChange();
        },
        warn: (reason, message) => this.events.warn(reason, message),
      },
      restartsBefore(this.pod, container.name),
      sidecar,
    );
  }

  private async prepare(container: V1Container) {
    const addresses = { podIP: this.address, hostIP: '127.0.0.1' };
    const own = await containerEnvironment(this.pod, container, addresses, this.readData);
    const env = { ...own, ...labEnvironment(this.settings, this.pod, this.address, this.folder) };
    return runnerOf(container.image ?? '').run({
      ...{ settings: this.settings, pod: this.pod, container, address: this.address, env },
      command: (container.command ?? []).map(word => expand(word, env)),
      args: (container.args ?? []).map(word => expand(word, env)),
      mounts: () => this.mount(container),
    });
  }

  private refresh?: NodeJS.Timeout;

  private async mount(container: V1Container): Promise<Mounts> {
    const write = () => mountSecrets(this.pod, container, this.folder, this.readData);
    const mounts = await write();
    if (Object.keys(mounts).length > 0 && !this.refresh) {
      this.refresh = setInterval(() => write().catch(() => {}), REFRESH_MS);
    }
    return mounts;
  }
}

/** A container that ran under an earlier agent has been restarted once more by this one. */
function restartsBefore(pod: V1Pod, container: string): number {
  const all = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ];
  const before = all.find(c => c.name === container);
  if (!before) return 0;
  return before.restartCount + (before.containerID ? 1 : 0);
}
