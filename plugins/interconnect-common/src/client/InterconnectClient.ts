import { ResponseError } from '@backstage/errors';
import { NetworkDocument } from '../document/schema';
import { NetworkName } from '../network/types';
import { Network } from './Network';
import { RolloutCommandName } from '../rollout/commands';
import { AnswerOf, ApiRoute, ApiRouteName, apiRoutes, BodyOf, PathOf } from './apiRoutes';
import { nextCursorOf } from './nextCursor';
import {
  ChangeOptions,
  CommandDetails,
  Page,
  PageOptions,
  RequestOptions,
  TaggedNetwork,
} from './requests';

/**
 * The REST API of the backend. Every method throws a ResponseError (`@backstage/errors`) when the
 * backend refuses; its `body.error` has the name, the message and, for a document that is wrong,
 * `fields` (`FieldError[]`, with the network that holds what was asked for).
 *
 * @public
 */
export type InterconnectApi = Pick<InterconnectClient, keyof InterconnectClient>;

/** What stands in the list that a route answers. */
type ItemOf<Name extends ApiRouteName> = AnswerOf<Name> extends (infer Item)[] ? Item : never;

/** What goes with a request of a route. */
interface RequestOf<Name extends ApiRouteName> extends ChangeOptions {
  body?: BodyOf<Name>;
  query?: PageOptions & { project?: string };
}

/**
 * `InterconnectApi` over HTTP. Works with the APIs of Backstage's frontend and with a backend's
 * discovery and `fetch`.
 *
 * @public
 */
export class InterconnectClient {
  private readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  private readonly fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.discoveryApi = options.discoveryApi;
    this.fetchApi = options.fetchApi;
  }

  /** The networks of all projects that the caller may see, by project and name. */
  async listAllNetworks(query?: PageOptions, options?: RequestOptions) {
    return this.page('ListAllNetworks', {}, query, options);
  }

  /** Those of one project. */
  async listNetworks(project: string, query?: PageOptions, options?: RequestOptions) {
    return this.page('ListNetworks', { project }, query, options);
  }

  async getNetwork(name: NetworkName, options?: RequestOptions) {
    return tagged(await this.request('GetNetwork', name, options));
  }

  /**
   * Puts the document in the place of the network's. Without `ifMatch` a change of a network with
   * members is refused (428).
   */
  async putNetwork(name: NetworkName, document: NetworkDocument, options?: ChangeOptions) {
    return tagged(await this.request('PutNetwork', name, { ...options, body: document }));
  }

  /**
   * Starts a rollout that applies again everything that the network asks for; resolves to the
   * network with that rollout. Refused when nothing of the network is applied (409).
   */
  async repairNetwork(name: NetworkName, options?: ChangeOptions) {
    return tagged(await this.request('RepairNetwork', name, options));
  }

  /**
   * Starts a rollout that replaces the authority of the hub and every certificate of it; resolves
   * to the network with that rollout. Refused when nothing of the network is applied (409).
   */
  async rotateNetwork(name: NetworkName, options?: ChangeOptions) {
    return tagged(await this.request('RotateNetwork', name, options));
  }

  /**
   * Resolves to the network that is being deleted; undefined when it is gone at once. Without
   * `ifMatch` a network with members is not deleted (428).
   */
  async deleteNetwork(name: NetworkName, options?: ChangeOptions): Promise<Network | undefined> {
    return this.answer('DeleteNetwork', name, options);
  }

  /** What a `putNetwork` of the document would do. Changes nothing. */
  async planNetwork(name: NetworkName, document: NetworkDocument, options?: RequestOptions) {
    return this.answer('PlanNetwork', name, { ...options, body: document });
  }

  /** The manifests that a `putNetwork` would apply, beside those that run. Changes nothing. */
  async reviewNetwork(name: NetworkName, document: NetworkDocument, options?: RequestOptions) {
    return this.answer('ReviewNetwork', name, { ...options, body: document });
  }

  /** What a `repairNetwork` would do. Changes nothing. */
  async planRepair(name: NetworkName, options?: RequestOptions) {
    return this.answer('PlanRepair', name, options);
  }

  /** What a `rotateNetwork` would do. Changes nothing. */
  async planRotation(name: NetworkName, options?: RequestOptions) {
    return this.answer('PlanRotation', name, options);
  }

  /** What a `deleteNetwork` would do. Changes nothing. */
  async planDeletion(name: NetworkName, options?: RequestOptions) {
    return this.answer('PlanDeletion', name, options);
  }

  async listRollouts(name: NetworkName, query?: PageOptions, options?: RequestOptions) {
    return this.page('ListRollouts', name, query, options);
  }

  async getRollout(name: NetworkName, rollout: string, options?: RequestOptions) {
    return this.answer('GetRollout', { ...name, rollout }, options);
  }

  /**
   * The manifests that a rollout applies, beside those that ran before; for owners of the network
   * and for approvers.
   */
  async reviewRollout(name: NetworkName, rollout: string, options?: RequestOptions) {
    return this.answer('ReviewRollout', { ...name, rollout }, options);
  }

  /** What a rollback of the rollout would do, or does. Changes nothing. */
  async planRollback(name: NetworkName, rollout: string, options?: RequestOptions) {
    return this.answer('PlanRollback', { ...name, rollout }, options);
  }

  /**
   * Approves, rejects, cancels, retries, skips, pauses, resumes or rolls back; resolves when the
   * rollout has accepted it.
   */
  async commandRollout(
    name: NetworkName,
    rollout: string,
    command: RolloutCommandName,
    { planDigest, ...body }: CommandDetails = {},
    options?: RequestOptions,
  ) {
    const path = { ...name, rollout, command };
    return this.answer('CommandRollout', path, { ...options, body, planDigest });
  }

  async listAudit(name: NetworkName, query?: PageOptions, options?: RequestOptions) {
    return this.page('ListAudit', name, query, options);
  }

  /** Checks the audit log of a project. */
  async verifyAudit(project: string, options?: RequestOptions) {
    return this.answer('VerifyAudit', { project }, options);
  }

  /** The audit log of a project as JSON lines, with what was signed of it. */
  async exportAudit(project: string, options?: RequestOptions) {
    return this.answer('ExportAudit', { project }, options);
  }

  /** The clusters that the caller may see; with `project` those that its networks may span. */
  async listClusters({ project, ...options }: RequestOptions & { project?: string } = {}) {
    return this.answer('ListClusters', {}, { ...options, query: { project } });
  }

  /** What the project may do. */
  async getLimits(project: string, options?: RequestOptions) {
    return this.answer('GetLimits', { project }, options);
  }

  private async page<Name extends ApiRouteName>(
    name: Name,
    path: PathOf<Name>,
    query: PageOptions | undefined,
    options: RequestOptions | undefined,
  ): Promise<Page<ItemOf<Name>>> {
    const { data, headers } = await this.request(name, path, { ...options, query });
    const nextCursor = nextCursorOf(headers.get('link'));
    return { items: data as ItemOf<Name>[], ...(nextCursor !== undefined && { nextCursor }) };
  }

  private async answer<Name extends ApiRouteName>(
    name: Name,
    path: PathOf<Name>,
    request?: RequestOf<Name>,
  ): Promise<AnswerOf<Name>> {
    return (await this.request(name, path, request)).data;
  }

  /** @throws ResponseError for every answer that is not a success */
  private async request<Name extends ApiRouteName>(
    name: Name,
    parameters: PathOf<Name>,
    { body, query = {}, ifMatch, planDigest, onBehalfOf, token, signal }: RequestOf<Name> = {},
  ): Promise<{ data: AnswerOf<Name>; headers: Headers }> {
    const route: ApiRoute = apiRoutes[name];
    const values: Record<string, string> = parameters;
    const path = route.path.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(values[key]));
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, `${value}`]],
      ),
    ).toString();
    const url = `${await this.discoveryApi.getBaseUrl('interconnect')}${path}`;
    const response = await this.fetchApi.fetch(search ? `${url}?${search}` : url, {
      method: route.method.toUpperCase(),
      headers: {
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
        ...(planDigest !== undefined && { 'Interconnect-Plan-Digest': planDigest }),
        ...(onBehalfOf !== undefined && { 'Interconnect-On-Behalf-Of': onBehalfOf }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const text = await response.text();
    const isJson = route.answer !== 'JsonLines' && text !== '';
    return { data: isJson ? JSON.parse(text) : text || undefined, headers: response.headers };
  }
}

function tagged({ data, headers }: { data: Network; headers: Headers }): TaggedNetwork {
  return { network: data, etag: headers.get('etag') ?? `"${data.generation}"` };
}
