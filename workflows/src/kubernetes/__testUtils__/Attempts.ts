import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { managedBy, managedByLabel } from '@interconnect/backstage-plugin-interconnect-common';
import { parseAllDocuments } from 'yaml';
import { createTransport, impersonating, type KubernetesObject, type Transport } from '../client';
import { Bench } from './Bench';
import { hub } from './steps';

export const ours = { [managedByLabel]: managedBy };
export type Fields = Record<string, unknown>;

/**
 * Namespaces made for applications and for a network, one that somebody gave to the project, and
 * one of somebody else.
 */
export const shop = 'shop-admission';
export const network = 'interconnect-admission';
export const given = 'given-admission';
export const foreign = 'foreign-admission';
/** Whose they are: the objects of this project carry it too. */
export const project = { 'interconnect/project': 'edge-shop' };
export const ofProject = { ...ours, ...project };
export const standard = { 'pod-security.kubernetes.io/enforce': 'baseline' };
const shared = { ...ours, ...standard, 'interconnect/shared': 'true' };
const namespaces: Record<string, Record<string, string>> = {
  [shop]: { ...shared, ...project },
  interconnect: shared,
  [network]: { ...ofProject, ...standard, 'interconnect/network': 'admission' },
};
const installed = ['skupper', 'metallb-system'];
const byOthers: Record<string, Record<string, string>> = { [given]: project, [foreign]: {} };
const accountOf = (namespace: string, name: string) => `system:serviceaccount:${namespace}:${name}`;

/** An object that carries our label, unless it is said otherwise. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  namespace?: string,
  fields: Fields = {},
  labels: Record<string, string> = ours,
): KubernetesObject {
  return { apiVersion, kind, metadata: { name, namespace, labels }, ...fields };
}

/** Path of an object, or of all of its kind when it has no name. */
export function pathOf({ apiVersion, kind, metadata }: KubernetesObject, name = metadata.name) {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const within = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
  const plural = kind.toLowerCase().replace(/y$/, 'ie').replace(/ss$/, 'sse').replace(/s?$/, 's');
  return `${base}${within}/${plural}${name && `/${name}`}`;
}

export interface Outcome {
  status: number;
  message?: string;
  written: boolean;
}

/**
 * What `tried` and `changed` give when the API server forbids it with these words, and nothing was
 * written.
 */
export const refusal = (why: RegExp): Outcome => ({
  status: 403,
  message: expect.stringMatching(why),
  written: false,
});

function answerOf({ status, body }: { status: number; body: unknown }) {
  return { status, message: ((body ?? {}) as { message?: string }).message };
}

/**
 * Tries with the worker's real token what it must not do, on a cluster where all is there that an
 * attack would need.
 */
export class Attempts {
  private constructor(
    readonly bench: Bench,
    readonly admin: Transport,
    readonly worker: Transport,
    /** The worker as the installer. */
    readonly installer: Transport,
    /** The worker as the project's account in a namespace. */
    readonly projectIn: (namespace: string) => Transport,
    private readonly before: Record<string, string[]>,
  ) {}

  static async prepare(): Promise<Attempts> {
    const bench = await Bench.attach();
    const before = await bench.lab.snapshot();
    const cluster = bench.clusters.find(({ name }) => name === hub)!;
    const worker = createTransport(cluster, 10_000);
    const as = (namespace: string, name: string) =>
      impersonating(worker, accountOf(namespace, name));
    const attempts = new Attempts(
      bench,
      bench.transport(hub),
      worker,
      as('backstage-interconnect', 'interconnect-installer'),
      namespace => as(namespace, 'interconnect-applications'),
      before,
    );
    const place = (name: string, labels: Record<string, string>) =>
      object('v1', 'Namespace', name, undefined, {}, labels);
    for (const [name, labels] of Object.entries(namespaces)) {
      await attempts.make(place(name, labels));
    }
    for (const name of installed) await attempts.make(place(name, ours), attempts.installer);
    for (const [name, labels] of Object.entries(byOthers)) {
      await attempts.make(place(name, labels), attempts.admin);
    }
    return attempts;
  }

  /**
   * Gives the project's account all rights in these namespaces, as somebody might who runs a
   * cluster: what is refused then, is refused by admission.
   */
  async allowAll(...places: string[]): Promise<void> {
    for (const namespace of places) {
      const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'all', namespace, {
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'cluster-admin',
        },
        subjects: [{ kind: 'ServiceAccount', name: 'interconnect-applications', namespace }],
      });
      await this.make(binding, this.admin);
      const path = `/api/v1/namespaces/${namespace}/secrets`;
      const by = this.projectIn(namespace);
      while ((await by.request({ method: 'GET', path })).status !== 200) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  }

  /** The objects of a kind in the manifest that installs Skupper, with our label. */
  ofSkupper(kind: string): KubernetesObject[] {
    return parseAllDocuments(readFileSync(this.bench.lab.skupperManifest, 'utf8'))
      .map(document => document.toJS() as KubernetesObject)
      .filter(found => found?.kind === kind)
      .map(found => ({ ...found, metadata: { ...found.metadata, labels: ours } }));
  }

  /** Makes an object, which must be accepted. */
  async make(made: KubernetesObject, by = this.worker): Promise<void> {
    const { status, message } = await this.post(made, by);
    if (status !== 201) {
      throw new Error(`${made.kind} ${made.metadata.name}: ${status} ${message}`);
    }
  }

  /** Whether an object is made; it is removed again. */
  async accepted(allowed: KubernetesObject, by = this.worker): Promise<boolean> {
    await this.make(allowed, by);
    await this.remove(allowed);
    return true;
  }

  /** Tries to make an object, and looks whether it is there then. */
  async tried(attempt: KubernetesObject, by = this.worker): Promise<Outcome> {
    const answer = await this.post(attempt, by);
    const after = await this.admin.request({ method: 'GET', path: pathOf(attempt) });
    return { ...answer, written: after.status !== 404 };
  }

  /** Tries to change an object, and looks whether it is another one then. */
  async changed(
    was: KubernetesObject,
    body: object,
    { subresource = '', by = this.worker } = {},
  ): Promise<Outcome> {
    const path = pathOf(was);
    const read = async () => {
      const { spec, metadata, status } = (await this.admin.request({ method: 'GET', path }))
        .body as KubernetesObject;
      return JSON.stringify([spec, metadata.labels, status?.loadBalancer]);
    };
    const before = await read();
    const { status, message } = answerOf(await this.patch(path + subresource, body, by));
    return { status, message, written: (await read()) !== before };
  }

  /** Changes something, as the worker when nobody else is named. */
  patch(path: string, body: object, by = this.worker) {
    const contentType = 'application/merge-patch+json';
    return by.request({ method: 'PATCH', path, contentType, body });
  }

  /** Removes an object as the cluster's administrator, and waits until it is gone. */
  async remove(made: KubernetesObject): Promise<void> {
    const client = this.bench.client(hub);
    await client.remove(made);
    while (await client.get(made)) await new Promise(resolve => setTimeout(resolve, 300));
  }

  /** Removes what `prepare` made, and more; nothing else may be there. */
  async end(...more: KubernetesObject[]): Promise<void> {
    const names = [...Object.keys(namespaces), ...installed, ...Object.keys(byOthers)];
    const made = names.map(name => object('v1', 'Namespace', name));
    await Promise.all([...made, ...more].map(one => this.remove(one)));
    this.worker.close();
    this.admin.close();
    const after = await this.bench.lab.snapshot();
    if (!isDeepStrictEqual(after, this.before)) {
      throw new Error('the clusters are not as they were');
    }
  }

  private async post(body: KubernetesObject, by: Transport) {
    const answer = await by.request({ method: 'POST', path: pathOf(body, ''), body });
    return answerOf(answer);
  }
}
