import { ResponseError } from '@backstage/errors';
import { AuditEntry, AuditVerification } from '../audit/types';
import { ClusterInfo } from '../cluster/types';
import { NetworkDocument } from '../document/schema';
import { Network } from './Network';
import { PlanPreview } from '../plan/types';
import { RolloutCommandName } from '../rollout/commands';
import { Review, Rollout, RolloutSummary } from '../rollout/types';
import { ProjectLimits } from '../tenancy/types';
import {
  ChangeOptions,
  CommandDetails,
  InterconnectApi,
  NetworkName,
  Page,
  PageOptions,
  RequestOptions,
  TaggedNetwork,
} from './InterconnectApi';
import { nextCursorOf } from './nextCursor';

interface Request extends ChangeOptions {
  method?: string;
  body?: unknown;
  query?: PageOptions & { project?: string };
}

/** `InterconnectApi` over HTTP. Works with the APIs of Backstage's frontend and with a backend's discovery and `fetch`. @public */
export class InterconnectClient implements InterconnectApi {
  private readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  private readonly fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.discoveryApi = options.discoveryApi;
    this.fetchApi = options.fetchApi;
  }

  async listAllNetworks(query?: PageOptions, options?: RequestOptions): Promise<Page<Network>> {
    return this.page(['networks'], query, options);
  }

  async listNetworks(
    project: string,
    query?: PageOptions,
    options?: RequestOptions,
  ): Promise<Page<Network>> {
    return this.page(['projects', project, 'networks'], query, options);
  }

  async getNetwork(name: NetworkName, options?: RequestOptions): Promise<TaggedNetwork> {
    return tagged(await this.request<Network>(networkPath(name), options));
  }

  async putNetwork(
    name: NetworkName,
    document: NetworkDocument,
    options?: ChangeOptions,
  ): Promise<TaggedNetwork> {
    return tagged(
      await this.request<Network>(networkPath(name), { ...options, method: 'PUT', body: document }),
    );
  }

  async repairNetwork(name: NetworkName, options?: ChangeOptions): Promise<TaggedNetwork> {
    const path = [...networkPath(name), 'repair'];
    return tagged(await this.request<Network>(path, { ...options, method: 'POST' }));
  }

  async rotateNetwork(name: NetworkName, options?: ChangeOptions): Promise<TaggedNetwork> {
    const path = [...networkPath(name), 'rotate'];
    return tagged(await this.request<Network>(path, { ...options, method: 'POST' }));
  }

  async deleteNetwork(name: NetworkName, options?: ChangeOptions): Promise<Network | undefined> {
    const { data } = await this.request<Network | undefined>(networkPath(name), {
      ...options,
      method: 'DELETE',
    });
    return data;
  }

  async planNetwork(
    name: NetworkName,
    document: NetworkDocument,
    options?: RequestOptions,
  ): Promise<PlanPreview> {
    const path = [...networkPath(name), 'plan'];
    return (await this.request<PlanPreview>(path, { ...options, method: 'POST', body: document }))
      .data;
  }

  async reviewNetwork(
    name: NetworkName,
    document: NetworkDocument,
    options?: RequestOptions,
  ): Promise<Review> {
    const path = [...networkPath(name), 'review'];
    return (await this.request<Review>(path, { ...options, method: 'POST', body: document })).data;
  }

  async planRepair(name: NetworkName, options?: RequestOptions): Promise<PlanPreview> {
    return (await this.request<PlanPreview>([...networkPath(name), 'repair-plan'], options)).data;
  }

  async planRotation(name: NetworkName, options?: RequestOptions): Promise<PlanPreview> {
    return (await this.request<PlanPreview>([...networkPath(name), 'rotate-plan'], options)).data;
  }

  async planDeletion(name: NetworkName, options?: RequestOptions): Promise<PlanPreview> {
    return (await this.request<PlanPreview>([...networkPath(name), 'deletion-plan'], options)).data;
  }

  async listRollouts(
    name: NetworkName,
    query?: PageOptions,
    options?: RequestOptions,
  ): Promise<Page<RolloutSummary>> {
    return this.page([...networkPath(name), 'rollouts'], query, options);
  }

  async getRollout(name: NetworkName, rollout: string, options?: RequestOptions): Promise<Rollout> {
    const path = [...networkPath(name), 'rollouts', rollout];
    return (await this.request<Rollout>(path, options)).data;
  }

  async reviewRollout(
    name: NetworkName,
    rollout: string,
    options?: RequestOptions,
  ): Promise<Review> {
    const path = [...networkPath(name), 'rollouts', rollout, 'review'];
    return (await this.request<Review>(path, options)).data;
  }

  async commandRollout(
    name: NetworkName,
    rollout: string,
    command: RolloutCommandName,
    { planDigest, ...body }: CommandDetails = {},
    options?: RequestOptions,
  ): Promise<Rollout> {
    const path = [...networkPath(name), 'rollouts', rollout, command];
    const request = { ...options, method: 'POST', body, planDigest };
    return (await this.request<Rollout>(path, request)).data;
  }

  async listAudit(
    name: NetworkName,
    query?: PageOptions,
    options?: RequestOptions,
  ): Promise<Page<AuditEntry>> {
    return this.page([...networkPath(name), 'audit'], query, options);
  }

  async verifyAudit(project: string, options?: RequestOptions): Promise<AuditVerification> {
    const path = ['projects', project, 'audit', 'verification'];
    return (await this.request<AuditVerification>(path, options)).data;
  }

  async listClusters({ project, ...options }: RequestOptions & { project?: string } = {}): Promise<
    ClusterInfo[]
  > {
    return (await this.request<ClusterInfo[]>(['clusters'], { ...options, query: { project } }))
      .data;
  }

  async getLimits(project: string, options?: RequestOptions): Promise<ProjectLimits> {
    return (await this.request<ProjectLimits>(['projects', project, 'limits'], options)).data;
  }

  private async page<T>(
    path: string[],
    query: PageOptions | undefined,
    options: RequestOptions | undefined,
  ): Promise<Page<T>> {
    const { data, headers } = await this.request<T[]>(path, { ...options, query });
    const nextCursor = nextCursorOf(headers.get('link'));
    return { items: data, ...(nextCursor !== undefined && { nextCursor }) };
  }

  /** @throws ResponseError for every answer that is not a success */
  private async request<T>(
    path: string[],
    { method = 'GET', body, query = {}, ifMatch, planDigest, token, signal }: Request = {},
  ): Promise<{ data: T; headers: Headers }> {
    const baseUrl = await this.discoveryApi.getBaseUrl('interconnect');
    const parameters = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, `${value}`]],
      ),
    ).toString();
    const url = `${baseUrl}/v1/${path.map(encodeURIComponent).join('/')}`;
    const response = await this.fetchApi.fetch(parameters ? `${url}?${parameters}` : url, {
      method,
      headers: {
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
        ...(planDigest !== undefined && { 'Interconnect-Plan-Digest': planDigest }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const text = await response.text();
    return { data: (text ? JSON.parse(text) : undefined) as T, headers: response.headers };
  }
}

function networkPath({ project, network }: NetworkName): string[] {
  return ['projects', project, 'networks', network];
}

function tagged({ data, headers }: { data: Network; headers: Headers }): TaggedNetwork {
  return { network: data, etag: headers.get('etag') ?? `"${data.generation}"` };
}
