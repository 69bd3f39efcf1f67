import type { V1Pod } from '@kubernetes/client-node';
import { podIP } from '../../addresses';
import { type KubeClient } from '../../kube/client';
import { isStatus } from '../../kube/request';
import type { ObjectStore } from '../../kube/ObjectStore';
import type { NodeSettings } from '../settings';
import type { ReadData } from './environment';
import { nextPodNumber } from './nextAddress';
import { PodEvents } from './PodEvents';
import { PodRun } from './PodRun';
import { retry } from './retry';
import { StatusWriter } from './StatusWriter';
import { unschedulable } from './unschedulable';

const isOver = ({ status }: V1Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';

const pathOf = ({ metadata }: V1Pod) =>
  `/api/v1/namespaces/${metadata?.namespace}/pods/${metadata?.name}`;

interface Entry {
  run: PodRun;
  writer: StatusWriter;
  ending?: boolean;
}

/**
 * The kubelet's and scheduler's part: binds pods to this node, runs them, reports them, and removes
 * them when they are deleted.
 */
export class PodKeeper {
  private readonly entries = new Map<string, Entry>();
  private readonly binding = new Set<string>();
  private lastPod = 1;

  constructor(
    private readonly settings: NodeSettings,
    private readonly client: KubeClient,
    private readonly pods: ObjectStore<V1Pod>,
    private readonly log: (line: string) => void,
  ) {
    pods.onChange((now, before) => {
      const gone = before?.metadata?.uid;
      if (gone && gone !== now?.metadata?.uid) void this.drop(gone);
      if (now) this.see(now);
    });
  }

  /** For `lab status`. */
  summary() {
    return [...this.entries.values()].map(({ run }) => run.summary());
  }

  private see(pod: V1Pod) {
    const uid = pod.metadata?.uid ?? '';
    const entry = this.entries.get(uid);
    if (entry) entry.run.pod = pod;
    if (!pod.spec?.nodeName) this.bind(pod, uid);
    else if (pod.spec.nodeName !== this.settings.nodeName) return;
    else if (pod.metadata?.deletionTimestamp) void this.end(pod, uid, entry);
    else if (!entry && !isOver(pod)) this.start(pod, uid);
  }

  private bind(pod: V1Pod, uid: string) {
    if (pod.metadata?.deletionTimestamp || this.binding.has(uid)) return;
    const why = unschedulable(pod, this.settings);
    this.binding.add(uid);
    const wanted = () => {
      const now = this.current(pod);
      return now?.metadata?.uid === uid && !now.spec?.nodeName;
    };
    const path = pathOf(pod);
    const { name, namespace } = pod.metadata ?? {};
    if (why) new PodEvents(this.client, pod).warn('FailedScheduling', why, 'default-scheduler');
    const send = why
      ? () => this.client.call('PATCH', `${path}/status`, mergePatch(why))
      : () =>
          this.client.call('POST', `${path}/binding`, {
            body: {
              apiVersion: 'v1',
              kind: 'Binding',
              metadata: { name, namespace, uid },
              target: { apiVersion: 'v1', kind: 'Node', name: this.settings.nodeName },
            },
          });
    void retry(send, wanted).finally(() => !why && this.binding.delete(uid));
  }

  private start(pod: V1Pod, uid: string) {
    const address = pod.status?.podIP ?? this.freeAddress();
    const reader = this.reader(pod.metadata?.namespace ?? '');
    const run = new PodRun(pod, address, this.settings, reader, new PodEvents(this.client, pod));
    const writer = new StatusWriter(this.client, pathOf(pod), run);
    this.entries.set(uid, { run, writer });
    this.log(`${pod.metadata?.namespace}/${pod.metadata?.name}: starting at ${run.address}`);
    run.start(() => writer.changed());
    writer.changed();
  }

  /** The pod is being deleted: ends its processes, then removes the object. */
  private async end(pod: V1Pod, uid: string, entry: Entry | undefined) {
    if (entry?.ending) return;
    if (entry) {
      entry.ending = true;
      entry.writer.stop();
      await entry.run.stop(pod.metadata?.deletionGracePeriodSeconds ?? 30);
    }
    const body = { gracePeriodSeconds: 0, preconditions: { uid } };
    await retry(
      () => this.client.call('DELETE', pathOf(pod), { body }),
      () => this.current(pod)?.metadata?.uid === uid,
    );
  }

  /** The object is gone. */
  private async drop(uid: string) {
    const entry = this.entries.get(uid);
    if (!entry) return;
    entry.writer.stop();
    if (!entry.ending) await entry.run.stop(2);
    this.entries.delete(uid);
    this.log(`${entry.run.pod.metadata?.namespace}/${entry.run.pod.metadata?.name}: gone`);
  }

  private current(pod: V1Pod): V1Pod | undefined {
    return this.pods.get(pod.metadata?.namespace ?? '', pod.metadata?.name ?? '');
  }

  private freeAddress(): string {
    const used = new Set([
      ...[...this.entries.values()].map(({ run }) => run.podIP),
      ...this.pods.list().flatMap(pod => pod.status?.podIP ?? []),
    ]);
    this.lastPod = nextPodNumber(this.settings.number, this.lastPod, used);
    return podIP(this.settings.number, this.lastPod);
  }

  private reader(namespace: string): ReadData {
    return async (kind, name) => {
      try {
        const path = `/api/v1/namespaces/${namespace}/${kind}/${name}`;
        const { data = {} } = await this.client.call<{ data?: Record<string, string> }>(
          'GET',
          path,
        );
        if (kind === 'configmaps') return data;
        const decode = (value: string) => Buffer.from(value, 'base64').toString('utf8');
        return Object.fromEntries(Object.entries(data).map(([key, v]) => [key, decode(v)]));
      } catch (error) {
        if (isStatus(error, 404)) return undefined;
        throw error;
      }
    };
  }
}

function mergePatch(message: string) {
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  return {
    contentType: 'application/strategic-merge-patch+json' as const,
    body: { status: { conditions: [condition] } },
  };
}
