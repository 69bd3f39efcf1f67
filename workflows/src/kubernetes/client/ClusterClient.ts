import { covers, withDigest } from './applied';
import { Discovery, Kind } from './discovery';
import { failure } from './failures';
import { KubernetesObject, nameOf, ObjectMeta, ObjectRef } from './objects';
import { asApplied } from './managedFields';
import { Ownership, requireOwned } from './ownership';
import { ListOptions, Requests } from './Requests';
import { ApiResponse, impersonating, Transport } from './transport';

/** Name under which all our fields are managed on the clusters. */
export const fieldManager = 'interconnect';

/** Only what every object has: no Secret's bytes ever come with it. */
const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** Writes at the same time as a controller's are repeated that often. */
const writeAttempts = 6;

/**
 * The small part of Kubernetes' API that the steps need, on one cluster. Every method throws
 * failures (`failures.ts`) whose texts name cluster and object and never hold bodies; when the
 * signal is aborted, its reason.
 */
export class ClusterClient {
  readonly #requests: Requests;

  constructor(
    private readonly transport: Transport,
    private readonly discovery: Discovery,
    private readonly signal?: AbortSignal,
  ) {
    this.#requests = new Requests(transport, signal);
  }

  get cluster() {
    return this.transport.cluster;
  }

  /**
   * The same cluster with the rights of a ServiceAccount, which need not exist: Kubernetes'
   * impersonation.
   */
  as({ namespace, name }: { namespace: string; name: string }): ClusterClient {
    const user = `system:serviceaccount:${namespace}:${name}`;
    return new ClusterClient(impersonating(this.transport, user), this.discovery, this.signal);
  }

  /** Address of its API server, for people. */
  get server() {
    return this.transport.server;
  }

  /** Reads an object; undefined when it, or its kind, is not there. */
  async get<O extends KubernetesObject = KubernetesObject>(ref: ObjectRef): Promise<O | undefined> {
    const kind = await this.discovery.find(ref.apiVersion, ref.kind, this.signal);
    if (!kind) return undefined;
    const response = await this.#requests.send(kind, ref, { method: 'GET' });
    if (response.status === 404) return undefined;
    return this.#requests.accept(response, kind, ref, 'get') as O;
  }

  /** Lists a kind; nothing when the cluster does not serve it. */
  async list<O extends KubernetesObject = KubernetesObject>(
    { apiVersion, kind: name }: { apiVersion: string; kind: string },
    options: ListOptions = {},
  ): Promise<O[]> {
    const kind = await this.discovery.find(apiVersion, name, this.signal);
    return kind ? ((await this.#requests.list(kind, options)) as O[]) : [];
  }

  /** Whether the cluster serves a kind now. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.discovery.find(apiVersion, kind, this.signal)) !== undefined;
  }

  /** Whether objects of a kind are in namespaces; undefined when the cluster does not serve it. */
  async isNamespaced({ apiVersion, kind }: ObjectRef): Promise<boolean | undefined> {
    return (await this.discovery.find(apiVersion, kind, this.signal))?.namespaced;
  }

  /** Kinds that can be listed and deleted, without those that the cluster derives from others. */
  async removableKinds(options: { namespaced?: boolean } = {}): Promise<Kind[]> {
    const derived = ['events', 'endpoints', 'endpointslices', 'leases'];
    return (await this.discovery.preferred(this.signal)).filter(
      ({ verbs, plural, namespaced }) =>
        verbs.includes('list') &&
        verbs.includes('delete') &&
        !derived.includes(plural) &&
        (options.namespaced === undefined || options.namespaced === namespaced),
    );
  }

  /** Metadata alone of all objects of a kind. */
  async listMetadata(kind: Kind, options: ListOptions): Promise<KubernetesObject[]> {
    return this.#requests.list(kind, options, metadataOnly);
  }

  /** Refuses what somebody else has, without writing anything. */
  async requireFree(objects: readonly ObjectRef[], owner: Ownership): Promise<void> {
    for (const object of objects) {
      const existing = await this.get(object);
      if (existing) requireOwned(existing, owner, this.cluster);
    }
  }

  /**
   * Makes an object what it should be: creates it, or by server-side apply changes exactly our
   * fields of it. The same object again writes nothing.
   *
   * A new object is one write. A controller that is at work on a new object writes its status on
   * the version that it saw; a second write of ours in these milliseconds makes it fail, and
   * Skupper's does not try again (skupperproject/skupper 2.2.1, internal/site/bindings.go: "nothing
   * to do" for a spec that it has seen). So the fields become ours by server-side apply only when
   * something is changed later.
   *
   * Nothing of somebody else is taken over, also not at the same moment: the one write is a POST,
   * which the API server refuses when the name is taken, whoever was faster; a change follows a
   * reading of the labels and names the uid that was read, so that it is refused when that object
   * was replaced meanwhile.
   *
   * @param owner - what an existing object must be labelled with
   * @throws failure `NameTaken` when it is somebody else's
   */
  async apply<O extends KubernetesObject>(object: O, owner: Ownership): Promise<O> {
    const kind = await this.#kindOf(object);
    const wanted = withDigest(object);
    for (let attempt = 1; ; attempt++) {
      const existing = await this.get<O>(object);
      if (existing) this.#requireChangeable(existing, owner);
      if (existing && covers(existing, wanted)) return existing;
      const response = existing
        ? await this.#change(kind, wanted, existing)
        : await this.#create(kind, wanted);
      // 409: made, deleted or changed since it was read.
      if (response.status !== 409 || attempt === writeAttempts) {
        return this.#requests.accept(response, kind, object, existing ? 'patch' : 'create') as O;
      }
    }
  }

  /**
   * Server-side apply of some fields of an object that a controller made and owns; it must be
   * there.
   */
  async applyFields(object: KubernetesObject): Promise<KubernetesObject> {
    const kind = await this.#kindOf(object);
    const response = await this.#apply(kind, object);
    return this.#requests.accept(response, kind, object, 'patch') as KubernetesObject;
  }

  /** Creates an object; undefined when one is there already, whoever made it. */
  async create<O extends KubernetesObject>(object: O): Promise<O | undefined> {
    const kind = await this.#kindOf(object);
    const response = await this.#create(kind, object);
    return response.status === 409
      ? undefined
      : (this.#requests.accept(response, kind, object, 'create') as O);
  }

  /**
   * Sets annotations (null removes one) under a manager of their own, so that `apply` leaves them
   * alone.
   */
  async annotate(object: KubernetesObject, annotations: Record<string, string | null>) {
    const kind = await this.#kindOf(object);
    const { uid } = object.metadata;
    const response = await this.#requests.send(kind, object, {
      method: 'PATCH',
      query: { fieldManager: `${fieldManager}-notes` },
      contentType: 'application/merge-patch+json',
      body: { metadata: { annotations, ...(uid && { uid }) } },
    });
    return this.#requests.accept(response, kind, object, 'patch') as KubernetesObject;
  }

  /**
   * Asks for the deletion of exactly this object (by its uid); one that is gone is fine.
   *
   * @param propagation - Foreground: the object stays until what it owns is gone
   */
  async remove(object: KubernetesObject, propagation: 'Background' | 'Foreground' = 'Background') {
    const kind = await this.discovery.find(object.apiVersion, object.kind, this.signal);
    if (!kind) return;
    const { uid } = object.metadata;
    const response = await this.#requests.send(kind, object, {
      method: 'DELETE',
      body: { propagationPolicy: propagation, ...(uid && { preconditions: { uid } }) },
    });
    // 409: another object has the name by now.
    if (response.status === 404 || response.status === 409) return;
    this.#requests.accept(response, kind, object, 'delete');
  }

  #create(kind: Kind, object: KubernetesObject): Promise<ApiResponse> {
    return this.#requests.send(
      kind,
      { metadata: { namespace: object.metadata.namespace } },
      {
        method: 'POST',
        query: { fieldManager, fieldValidation: 'Strict' },
        body: object,
      },
    );
  }

  #requireChangeable(existing: KubernetesObject, owner: Ownership): void {
    requireOwned(existing, owner, this.cluster);
    if (existing.metadata.deletionTimestamp) {
      throw failure('conflict', `${nameOf(existing)} on ${this.cluster} is still being deleted`);
    }
  }

  async #change(
    kind: Kind,
    object: KubernetesObject,
    existing: KubernetesObject,
  ): Promise<ApiResponse> {
    const adopted = await this.#adoptFields(kind, existing);
    if (adopted?.status === 409) return adopted;
    const metadata: ObjectMeta = { ...object.metadata, uid: existing.metadata.uid };
    return this.#apply(kind, { ...object, metadata });
  }

  /**
   * What we created is ours as an "Update"; server-side apply would never remove such fields. Makes
   * it an "Apply".
   */
  async #adoptFields(kind: Kind, object: KubernetesObject): Promise<ApiResponse | undefined> {
    const managedFields = asApplied(object.metadata.managedFields ?? [], fieldManager);
    if (!managedFields) return undefined;
    const { resourceVersion } = object.metadata;
    const response = await this.#requests.send(kind, object, {
      method: 'PATCH',
      query: { fieldManager },
      contentType: 'application/merge-patch+json',
      body: { metadata: { resourceVersion, managedFields } },
    });
    return response.status === 404 ? undefined : response;
  }

  #apply(kind: Kind, object: KubernetesObject): Promise<ApiResponse> {
    return this.#requests.send(kind, object, {
      method: 'PATCH',
      query: { fieldManager, force: 'true', fieldValidation: 'Strict' },
      contentType: 'application/apply-patch+yaml',
      body: object,
    });
  }

  async #kindOf({ apiVersion, kind }: ObjectRef): Promise<Kind> {
    const found = await this.discovery.find(apiVersion, kind, this.signal);
    if (!found) {
      throw failure('notFound', `${this.cluster} does not know the kind ${kind} (${apiVersion})`);
    }
    return found;
  }
}
