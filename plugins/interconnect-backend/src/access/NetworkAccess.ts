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

/** Those of some networks that may be shown. */
export type VisibleNetworks = (networks: NetworkHead[]) => Promise<NetworkHead[]>;

/** A network, and the body that would become its document. */
interface AskedNetwork {
  project: string;
  name: string;
  asked?: unknown;
}

/** What decisions are made from. */
export interface NetworkAccessOptions {
  permissions: PermissionsService;
  store: Pick<NetworkStore, 'getHead'>;
  /** Owners of projects, by project. */
  ownersOf(projects: string[]): Promise<Map<string, string[]>>;
  /** Whether a decision allows it for this network. */
  isAllowed(decision: PolicyDecision, network: PermissionNetwork): boolean;
}

/**
 * Who may do what with which network. The policy decides, often with conditions; these are applied here, to what is in
 * the store and in the catalog now.
 */
export class NetworkAccess {
  private readonly options: NetworkAccessOptions;

  constructor(options: NetworkAccessOptions) {
    this.options = options;
  }

  /**
   * Checks a permission for one network, which need not be there.
   *
   * @param network - `asked`: the body that would become its document. It has to be allowed as well as what is there
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
   * Checks that a document may be put into the place of the network's, or make the network. Who may not read it is not told
   * which of the two it would be.
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

  /** Tells which networks of a list the caller has the permission for; undefined: none at all. */
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

  /** Those of some networks for which the caller has the permission, `asked` included. They need not be there. */
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

  /** What rules see of networks that are named by resource refs; also of those that are not there. */
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
