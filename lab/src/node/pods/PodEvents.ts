import type { V1Pod } from '@kubernetes/client-node';
import type { KubeClient } from '../../kube/client';

/** Who says something of a pod. */
type Source = 'kubelet' | 'default-scheduler';

/** An event that is said again is counted at most so often, in milliseconds. */
const countEveryMs = 5000;

/**
 * Warnings about one pod, as Events: one for each reason and message, counted when it is said
 * again, as client-go's recorder does.
 */
export class PodEvents {
  private readonly known = new Map<string, { name: string; count: number; at: number }>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: KubeClient,
    private readonly pod: V1Pod,
  ) {}

  /** Never throws: an event that cannot be written is lost. */
  warn(reason: string, message: string, component: Source = 'kubelet'): void {
    this.last = this.last.then(() => this.write(reason, message, component)).catch(() => {});
  }

  private async write(reason: string, message: string, component: Source) {
    const { name, namespace, uid } = this.pod.metadata ?? {};
    const path = `/api/v1/namespaces/${namespace}/events`;
    const time = new Date();
    const key = `${reason} ${message}`;
    const known = this.known.get(key);
    if (known && time.getTime() - known.at < countEveryMs) return;
    if (known) {
      known.count += 1;
      known.at = time.getTime();
      await this.client.call('PATCH', `${path}/${known.name}`, {
        body: { count: known.count, lastTimestamp: time.toISOString() },
        contentType: 'application/merge-patch+json',
      });
      return;
    }
    const event = `${name}.${time.getTime().toString(16)}${this.known.size}`;
    this.known.set(key, { name: event, count: 1, at: time.getTime() });
    await this.client.call('POST', path, {
      body: {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: event, namespace },
        involvedObject: { apiVersion: 'v1', kind: 'Pod', name, namespace, uid },
        ...{ type: 'Warning', reason, message, count: 1, source: { component } },
        firstTimestamp: time.toISOString(),
        lastTimestamp: time.toISOString(),
      },
    });
  }
}
