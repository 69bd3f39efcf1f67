import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from '../../kube/client';
import type { PodRun } from './PodRun';

const MERGE = 'application/merge-patch+json' as const;

/**
 * Keeps the status of one Pod object what the pod really does: writes after changes, one at a time,
 * until it is written.
 */
export class StatusWriter {
  private dirty = false;
  private busy = false;
  private stopped = false;
  private written = '';

  constructor(
    private readonly client: KubeClient,
    private readonly path: string,
    private readonly run: Pick<PodRun, 'pod' | 'status' | 'annotations'>,
  ) {}

  changed(): void {
    this.dirty = true;
    if (!this.busy) void this.write();
  }

  stop(): void {
    this.stopped = true;
  }

  private async write() {
    this.busy = true;
    for (let delay = 1000; this.dirty && !this.stopped;) {
      await sleep(10); // what changes together is written together
      this.dirty = false;
      try {
        await this.send();
        delay = 1000;
      } catch {
        // the API server is away, or the object is gone: then we are stopped as soon as the watch
        // says so
        this.dirty = true;
        await sleep(delay);
        delay = Math.min(5000, delay * 2);
      }
    }
    this.busy = false;
  }

  private async send() {
    // with the uid: a new pod of the same name is refused with 409
    const metadata = { uid: this.run.pod.metadata?.uid };
    const annotations = this.run.annotations();
    const current = this.run.pod.metadata?.annotations;
    if (Object.entries(annotations).some(([key, value]) => (current?.[key] ?? null) !== value)) {
      const body = { metadata: { ...metadata, annotations } };
      await this.client.call('PATCH', this.path, { body, contentType: MERGE });
    }
    const status = this.run.status();
    const text = JSON.stringify(status);
    if (text === this.written) return;
    const body = { metadata, status };
    await this.client.call('PATCH', `${this.path}/status`, { body, contentType: MERGE });
    this.written = text;
  }
}
