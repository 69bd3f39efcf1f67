import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  networkCreatePermission,
  networkReadPermission,
  networkUpdatePermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { PermissionNetwork } from '@interconnect/backstage-plugin-interconnect-node';
import type { Requester } from '../http/requester';
import { resourceRefOf } from '../permissions';
import type { NetworkStore, NetworkHead } from '../store/NetworkStore';
import { NamedNetwork, permissionNetwork } from './permissionNetworks';

/** Filters networks that may be shown. */
export type VisibleNetworks = (networks: NetworkHead[]) => Promise<NetworkHead[]>;

/** A network, and the body that would become its document. */
interface AskedNetwork {
  project: string;
  name: string;
  asked?: unknown;
}

/** What decisions depend on. */
export interface NetworkAccessOptions {
  permissions: PermissionsService;
  store: Pick<NetworkStore, 'getHead'>;
  /** Owners of projects, by project. */
  ownersOf(projects: string[]): Promise<Map<string, string[]>>;
  /** Whether a decision allows the permission for this network. */
  isAllowed(decision: PolicyDecision, network: PermissionNetwork): boolean;
}

/**
 * Who may do what with which network. The policy decides, often with conditions. The conditions are
 * applied here, to what the store and the catalog have now.
 */
export class NetworkAccess {
  private readonly options: NetworkAccessOptions;

  constructor(options: NetworkAccessOptions) {
    this.options = options;
  }

  /**
   * Checks a permission for one network. The network does not have to exist.
   *
   * @param network - `asked`: the body that would become its document. It must be allowed, and what
   *   exists must be too
   * @throws NotAllowedError that names the permission
   */
  async require(
    requester: Requester,
    permission: ResourcePermission,
    network: AskedNetwork,
  ): Promise<void> {
    if (!(await this.has(requester, permission, network))) {
      const { project, name } = network;
      throw new NotAllowedError(
        `You do not have the permission ${permission.name} for ${resourceRefOf(project, name)}`,
      );
    }
  }

  /**
   * Checks that a document may replace the network's document, or create the network. Somebody who
   * may not read the network does not learn which of the two it would be.
   *
   * @throws NotAllowedError that names the permission
   */
  async requirePut(requester: Requester, network: AskedNetwork): Promise<void> {
    const { project, name } = network;
    const exists = (await this.options.store.getHead(project, name)) !== undefined;
    const permission = exists ? networkUpdatePermission : networkCreatePermission;
    if (await this.has(requester, permission, network)) {
      return;
    }
    const missing = (await this.has(requester, networkReadPermission, { project, name }))
      ? `do not have the permission ${permission.name}`
      : `have neither ${networkCreatePermission.name} nor ${networkUpdatePermission.name}`;
    throw new NotAllowedError(`You ${missing} for ${resourceRefOf(project, name)}`);
  }

  private async has(
    requester: Requester,
    permission: ResourcePermission,
    { project, name, asked }: AskedNetwork,
  ): Promise<boolean> {
    const decision = await this.decide(requester, permission);
    return decision.result === AuthorizeResult.CONDITIONAL
      ? this.allAllowed(decision, await this.beforeAndAfter({ project, name, asked }))
      : decision.result === AuthorizeResult.ALLOW;
  }

  /**
   * A filter for the networks of a list for which the caller has the permission. Undefined: for
   * none at all.
   */
  async visible(
    requester: Requester,
    permission: ResourcePermission,
  ): Promise<VisibleNetworks | undefined> {
    const decision = await this.decide(requester, permission);
    if (decision.result === AuthorizeResult.DENY) {
      return undefined;
    }
    if (decision.result === AuthorizeResult.ALLOW) {
      return async networks => networks;
    }
    return async networks => {
      const seen = await this.permissionNetworks(
        networks.map(stored => ({ project: stored.project, name: stored.name, stored })),
      );
      return networks.filter((_, index) => this.options.isAllowed(decision, seen[index]));
    };
  }

  /**
   * The networks for which the caller has the permission, `asked` included. They do not have to
   * exist.
   */
  async among<T extends { project: string; name: string; asked?: unknown }>(
    requester: Requester,
    permission: ResourcePermission,
    networks: T[],
  ): Promise<T[]> {
    const decision = await this.decide(requester, permission);
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return decision.result === AuthorizeResult.ALLOW ? networks : [];
    }
    const allowed = await Promise.all(
      networks.map(async network => this.allAllowed(decision, await this.beforeAndAfter(network))),
    );
    return networks.filter((_, index) => allowed[index]);
  }

  /** What rules see of networks, by resource refs. The networks do not have to exist. */
  async resources(names: { project: string; name: string }[]): Promise<PermissionNetwork[]> {
    return this.permissionNetworks(await Promise.all(names.map(name => this.withStored(name))));
  }

  private async decide(
    requester: Requester,
    permission: ResourcePermission,
  ): Promise<PolicyDecision> {
    const [decision] = await this.options.permissions.authorizeConditional([{ permission }], {
      credentials: requester.credentials,
    });
    return decision;
  }

  private async allAllowed(decision: PolicyDecision, networks: NamedNetwork[]): Promise<boolean> {
    const seen = await this.permissionNetworks(networks);
    return seen.every(network => this.options.isAllowed(decision, network));
  }

  private async beforeAndAfter(network: NamedNetwork): Promise<NamedNetwork[]> {
    const { asked, ...name } = network;
    const before = await this.withStored(name);
    if (asked === undefined) {
      return [before];
    }
    return before.stored ? [before, network] : [network];
  }

  private async withStored({ project, name }: NamedNetwork): Promise<NamedNetwork> {
    return { project, name, stored: await this.options.store.getHead(project, name) };
  }

  private async permissionNetworks(networks: NamedNetwork[]): Promise<PermissionNetwork[]> {
    const owners =
      networks.length > 0
        ? await this.options.ownersOf(networks.map(({ project }) => project))
        : new Map();
    return networks.map(network => permissionNetwork(network, owners.get(network.project)));
  }
}
