/**
 * ConfigMap in which a router says what it sees of the network; its key is
 * {@link NETWORK_STATUS_KEY}.
 */
export const NETWORK_STATUS_NAME = 'skupper-network-status';
export const NETWORK_STATUS_KEY = 'NetworkStatus';

/**
 * A link that a router dials. It counts only while `peer` is the identity of some site's router
 * access.
 */
export interface LinkStatus {
  name: string;
  status: 'up' | 'down';
  peer: string;
  linkCost?: number;
  role?: string;
}

/** What one router has. */
export interface RouterStatus {
  router: { name: string; namespace?: string; mode?: string; hostname?: string };
  links: LinkStatus[];
  routerAccess: Array<{ identity: string }>;
  listeners: Array<{
    name: string;
    destHost?: string;
    destPort?: string;
    protocol?: string;
    address: string;
  }>;
  connectors: Array<{ destHost: string; destPort: string; address: string; process?: string }>;
}

/** What one site has. */
export interface SiteStatus {
  /** `identity` is the UID of the Site. */
  site: {
    identity: string;
    name: string;
    namespace: string;
    platform: string;
    siteVersion: string;
  };
  routerStatus: RouterStatus[];
}

/** How often a routing key is offered and asked for in the whole network. */
export interface AddressStatus {
  name: string;
  protocol?: string;
  startTime: number;
  endTime: number;
  listenerCount: number;
  connectorCount: number;
}

/** The whole network as one router knows it. */
export interface NetworkStatus {
  addresses: AddressStatus[];
  siteStatus: SiteStatus[];
}
