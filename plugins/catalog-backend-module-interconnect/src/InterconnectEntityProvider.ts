import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { InterconnectApi, Network } from '@interconnect/backstage-plugin-interconnect-common';
import { clusterEntity } from './clusterEntity';
import { networkEntity } from './networkEntity';
import { readProjects } from './readProjects';

/** Networks in one request: the limit of the API. */
const pageSize = 500;

/** What the provider works with. */
export interface InterconnectEntityProviderOptions {
  api: Pick<InterconnectApi, 'listAllNetworks' | 'listClusters'>;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  schedule: SchedulerServiceTaskRunner;
  /** Entity ref: the owner of clusters, and of networks whose project the catalog does not know. */
  owner: string;
  /** Address of the portal, for links. */
  portal?: string;
}

/**
 * Keeps the clusters and networks of the catalog as the Interconnect backend has them. It reads
 * everything before it writes anything. While the backend or the catalog does not answer, the
 * catalog keeps what it had.
 */
export class InterconnectEntityProvider implements EntityProvider {
  private readonly options: InterconnectEntityProviderOptions;
  /** Why the last refresh failed. */
  private failure: string | undefined;

  constructor(options: InterconnectEntityProviderOptions) {
    this.options = options;
  }

  getProviderName(): string {
    return 'interconnect';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.options.schedule.run({
      id: `${this.getProviderName()}:refresh`,
      fn: () => this.refresh(connection),
    });
  }

  /** Replaces what the catalog has. It changes nothing when not everything can be read. */
  private async refresh(connection: EntityProviderConnection): Promise<void> {
    const { logger } = this.options;
    try {
      const entities = await this.readEntities();
      await connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({ entity, locationKey: this.getProviderName() })),
      });
      if (this.failure !== undefined) {
        logger.info('The clusters and networks of the catalog are current again');
      }
      this.failure = undefined;
    } catch (error) {
      const { message } = toError(error);
      // An outage is logged once, not with each refresh.
      if (this.failure !== message) {
        logger.warn(`The catalog keeps the clusters and networks that it had: ${message}`);
      }
      this.failure = message;
    }
  }

  private async readEntities(): Promise<Entity[]> {
    const { api, auth, catalog, owner, portal } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'interconnect',
    });
    const clusters = await api.listClusters({ token });
    const networks = await this.readNetworks(token);
    const names = [...new Set(networks.map(({ project }) => project))];
    const projects = await readProjects(catalog, names, credentials);
    const known = new Set(clusters.map(({ name }) => name));
    return this.unique([
      ...clusters.map(cluster => clusterEntity(cluster, { owner, portal })),
      ...networks.map(network =>
        networkEntity(network, {
          project: projects.get(network.project),
          clusters: known,
          owner,
          portal,
        }),
      ),
    ]);
  }

  private async readNetworks(token: string): Promise<Network[]> {
    const { api } = this.options;
    const networks: Network[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.listAllNetworks({ limit: pageSize, cursor }, { token });
      networks.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return networks;
  }

  /**
   * The catalog refuses two entities with one name. A network named like a cluster is left out and
   * logged.
   */
  private unique(entities: Entity[]): Entity[] {
    const byRef = new Map<string, Entity>();
    for (const entity of entities) {
      const ref = stringifyEntityRef(entity);
      if (byRef.has(ref)) {
        this.options.logger.warn(`Two clusters or networks would be ${ref}: the first one is`);
      } else {
        byRef.set(ref, entity);
      }
    }
    return [...byRef.values()];
  }
}
