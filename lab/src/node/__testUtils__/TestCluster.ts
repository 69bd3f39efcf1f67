import { setTimeout as sleep } from 'node:timers/promises';
import { attach, type Lab } from '../../lab';
import { createClient, type KubeClient } from '../../kube/client';
import { readKubeconfig } from '../../kube/kubeconfig';
import { isStatus } from '../../kube/request';
import type { Manifest } from './manifests';

/** The part of a Pod that tests look at. */
export interface TestPod {
  metadata: { name: string; annotations?: Record<string, string> };
  status: {
    phase: string;
    podIP: string;
    containerStatuses: { restartCount: number; ready: boolean }[];
    conditions?: { type: string; status: string }[];
  };
}

/** Whether the Pod says that it is Ready. */
export const isReady = ({ status }: TestPod): boolean =>
  status.conditions?.some(c => c.type === 'Ready' && c.status === 'True') ?? false;

/**
 * A namespace of a test's own on a cluster of the running lab, removed with all else that was made.
 */
export class TestCluster {
  readonly namespace: string;
  private readonly made: string[] = [];

  private constructor(
    readonly lab: Lab,
    readonly name: string,
    readonly api: KubeClient,
    purpose: string,
  ) {
    this.namespace = `${purpose}-${process.pid}`;
  }

  /** Attaches to the lab that INTERCONNECT_LAB names. */
  static async create(cluster: string, purpose: string): Promise<TestCluster> {
    const instance = process.env.INTERCONNECT_LAB;
    if (!instance) {
      throw new Error(
        'INTERCONNECT_LAB is not set: the number of a running lab, see "npm run lab -- up"',
      );
    }
    const lab = await attach(Number(instance));
    const test = new TestCluster(
      lab,
      cluster,
      createClient(readKubeconfig(lab.kubeconfigOf(cluster)), 6),
      purpose,
    );
    const metadata = { name: test.namespace };
    await test.make({ apiVersion: 'v1', kind: 'Namespace', metadata });
    return test;
  }

  /** Creates an object; it is removed in the end. */
  async make(manifest: Manifest): Promise<void> {
    await this.api.call('POST', collectionOf(manifest), { body: manifest });
    if (manifest.metadata.namespace === this.namespace) return;
    this.made.push(`${collectionOf(manifest)}/${manifest.metadata.name}`);
  }

  /** A merge patch. */
  async patch(path: string, body: object): Promise<void> {
    await this.api.call('PATCH', path, { body, contentType: 'application/merge-patch+json' });
  }

  async exists(path: string): Promise<boolean> {
    try {
      await this.api.call('GET', path);
      return true;
    } catch (error) {
      if (isStatus(error, 404)) return false;
      throw error;
    }
  }

  async podsOf(app: string): Promise<TestPod[]> {
    const path = `/api/v1/namespaces/${this.namespace}/pods?labelSelector=app%3D${app}`;
    return (await this.api.call<{ items: TestPod[] }>('GET', path)).items;
  }

  /** Waits until an app has this many pods, all Ready. */
  async ready(app: string, replicas = 1, timeoutMs = 60_000): Promise<void> {
    const isSo = async () => {
      const pods = await this.podsOf(app);
      return pods.length === replicas && pods.every(isReady);
    };
    await until(`${app} is ready`, isSo, timeoutMs);
  }

  /** Removes everything that was made and waits until it is gone. */
  async dispose(): Promise<void> {
    for (const path of [...this.made].reverse()) {
      await this.api
        .call('DELETE', path, { body: { propagationPolicy: 'Background' } })
        .catch(error => isStatus(error, 404) || Promise.reject(error));
    }
    for (const path of this.made) {
      await until(`${path} is gone`, () => this.isGone(path), 90_000);
    }
  }

  /**
   * The API server may forget a definition that it removes until something of it changes, see
   * workflows' `waitGone.ts`.
   */
  private async isGone(path: string): Promise<boolean> {
    if (!(await this.exists(path))) return true;
    if (path.includes('/customresourcedefinitions/')) {
      await this.patch(path, { metadata: { annotations: { touched: String(Date.now()) } } });
    }
    return false;
  }
}

/**
 * Asks again and again until the answer is true.
 * @throws after `timeoutMs`, with the last answer or error
 */
export async function until(
  what: string,
  condition: () => Promise<unknown>,
  timeoutMs = 60_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const last: unknown = await condition().catch(error => error);
    if (last && !(last instanceof Error)) return;
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs / 1000} s (${last})`);
    await sleep(200);
  }
}

function collectionOf({ apiVersion, kind, metadata }: Manifest): string {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const within = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
  return `${base}${within}/${kind.toLowerCase()}s`;
}
