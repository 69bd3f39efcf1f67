import { isForbidden } from './accessReview';
import { covers, withDigest } from './applied';
import { Discovery, Kind } from './discovery';
import { dryRun } from './dryRun';
import { failure } from './failures';
import { KubernetesObject, nameOf, ObjectRef } from './objects';
import { Ownership, requireOwned } from './ownership';
import { ListOptions, Requests } from './Requests';
import { ApiResponse, impersonating, Transport } from './transport';
import { adoption, application, change, creation, dry, fieldManager, merge } from './writes';

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

  /** Domain below which the cluster names its Services. */
  get clusterDomain() {
    return this.transport.clusterDomain;
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

  /**
   * The last lines that a container has printed; empty where they may not be read, or the node does
   * not answer.
   */
  async lastLines({ metadata }: ObjectRef, container: string): Promise<string> {
    const { name, namespace = '' } = metadata;
    const query = new URLSearchParams({ container, tailLines: '3' });
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/log?${query}`;
    const request = { method: 'GET' as const, path, signal: this.signal };
    const { status, text = '' } = await this.transport.request(request);
    return status === 200 ? text.trim() : '';
  }

  /** Whether the cluster serves a kind now. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.discovery.find(apiVersion, kind, this.signal)) !== undefined;
  }

  /**
   * A kind as the cluster serves it.
   *
   * @throws failure `Missing` that says what is served instead
   */
  async servedKind({ apiVersion, kind: name }: ObjectRef): Promise<Kind> {
    const kind = await this.discovery.find(apiVersion, name, this.signal);
    if (kind) return kind;
    const instead = await this.discovery.instead(apiVersion, name, this.signal);
    throw failure(
      'missing',
      `${this.cluster} does not serve the kind ${name} of ${apiVersion}: ${instead}`,
    );
  }

  /**
   * Asks whether we may not do something with an object; nothing is done.
   *
   * @returns the kind as RBAC names it; undefined when we may, or when nobody can say
   */
  async forbids(verb: string, ref: ObjectRef): Promise<string | undefined> {
    const kind = await this.discovery.find(ref.apiVersion, ref.kind, this.signal);
    if (!kind) return undefined;
    const asked = { verb, metadata: ref.metadata };
    return (await isForbidden(this.transport, kind, asked, this.signal)) ? kind.plural : undefined;
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
        : await this.#requests.send(kind, wanted, creation(wanted));
      // 409: made, deleted or changed since it was read.
      if (response.status !== 409 || attempt === writeAttempts) {
        return this.#requests.accept(response, kind, object, existing ? 'patch' : 'create') as O;
      }
    }
  }

  /**
   * Asks the API server whether it would take what `apply` would send, and writes nothing.
   *
   * @returns what it warns of
   * @throws what `apply` would throw; failure `Immutable` when the object would have to be made
   * anew
   */
  async tryApply(object: KubernetesObject, owner: Ownership): Promise<string[]> {
    const kind = await this.#kindOf(object);
    const wanted = withDigest(object);
    const existing = await this.get(object);
    if (existing) this.#requireChangeable(existing, owner);
    if (existing && covers(existing, wanted)) return [];
    return dryRun(this.#requests, kind, wanted, existing);
  }

  /**
   * Asks the API server whether it would take an object in the place of one that is there, and
   * writes nothing.
   *
   * @throws what `create` would throw
   */
  async tryReplace(object: KubernetesObject): Promise<void> {
    const kind = await this.#kindOf(object);
    const response = await this.#requests.send(kind, object, dry(creation(withDigest(object))));
    // 409: all is well but the name, which will be free.
    if (response.status !== 409) this.#requests.accept(response, kind, object, 'create');
  }

  /**
   * Server-side apply of some fields of an object that a controller made and owns; it must be
   * there.
   */
  async applyFields(object: KubernetesObject): Promise<KubernetesObject> {
    const kind = await this.#kindOf(object);
    const response = await this.#requests.send(kind, object, application(object));
    return this.#requests.accept(response, kind, object, 'patch') as KubernetesObject;
  }

  /**
   * Server-side apply of the status of an object whose kind has that subresource; exactly of this
   * object (by its uid).
   *
   * @param manager - whose fields these are
   * @throws failure `NotFound` or `Conflict` when it is gone
   */
  async applyStatus(
    { apiVersion, kind, metadata, status }: KubernetesObject,
    manager?: string,
  ): Promise<void> {
    const { name, namespace, uid } = metadata;
    const place = { name, ...(namespace && { namespace }), ...(uid && { uid }) };
    const object = { apiVersion, kind, metadata: place, status };
    const known = await this.#kindOf(object);
    const response = await this.#requests.send(known, object, {
      ...application(object, manager),
      subresource: 'status',
    });
    this.#requests.accept(response, known, object, 'patch');
  }

  /** Creates an object; undefined when one is there already, whoever made it. */
  async create<O extends KubernetesObject>(object: O): Promise<O | undefined> {
    const kind = await this.#kindOf(object);
    const response = await this.#requests.send(kind, object, creation(object));
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
    const body = { metadata: { annotations, ...(uid && { uid }) } };
    const response = await this.#requests.send(kind, object, merge(body, `${fieldManager}-notes`));
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
    const adopt = adoption(existing, object);
    const adopted = adopt && (await this.#requests.send(kind, existing, adopt));
    if (adopted?.status === 409) return adopted;
    return this.#requests.send(kind, object, change(object, existing));
  }

  async #kindOf({ apiVersion, kind }: ObjectRef): Promise<Kind> {
    const found = await this.discovery.find(apiVersion, kind, this.signal);
    if (!found) {
      throw failure('notFound', `${this.cluster} does not know the kind ${kind} (${apiVersion})`);
    }
    return found;
  }
}
