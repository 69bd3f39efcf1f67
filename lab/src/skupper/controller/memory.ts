import {
  Certificate,
  Connector,
  Link,
  Listener,
  RouterAccess,
  SecuredAccess,
  Site,
} from '../api/types';
import { Pod, Secret, Service } from '../../kube/types';
import { ExposedPort } from './objects/listenerService';
import { PortMap } from './portMap';

/**
 * What the controller remembers of a namespace, beside what its watches brought. It goes with the
 * active Site.
 */
export interface SiteMemory {
  namespace: string;
  /** The active Site, in the version that was seen or written last. */
  site?: Site;
  /** The router's configuration is there. */
  initialised: boolean;
  listeners: Map<string, Listener>;
  connectors: Map<string, Connector>;
  links: Map<string, Link>;
  /** The host under which each listener was exposed. */
  hosts: Map<string, string>;
  /** `host/port` of the listeners that came first. */
  leads: Map<string, string>;
  /** Ports of the Services of listeners, by host and listener. */
  exposed: Map<string, Map<string, ExposedPort>>;
  ports?: PortMap;
  /** The pod selectors of connectors. */
  selectors: Map<string, string>;
  accesses: Map<string, RouterAccess>;
  /** SecuredAccesses that were made for an access. */
  secured: Set<string>;
  routerPods: Map<string, Pod>;
  /** Secrets behind TLS profiles, and how often their contents changed. */
  profiles: Map<string, { ordinal: number; secret?: string; digest?: string }>;
}

/**
 * All that the controller remembers; nothing of it survives a restart. By `namespace/name` where
 * not said otherwise.
 */
export interface Memory {
  /** By namespace. */
  sites: Map<string, SiteMemory>;
  certificates: Map<string, Certificate>;
  secrets: Map<string, Secret>;
  securedAccesses: Map<string, SecuredAccess>;
  /** Services of SecuredAccesses. */
  accessServices: Map<string, Service>;
  /** Services that no listener made. */
  otherServices: Set<string>;
  /**
   * While the controller starts, the router's configuration is written once, when all is known
   * again.
   */
  recovering: boolean;
}

/** The memory of a controller that has just started. */
export function createMemory(): Memory {
  return {
    sites: new Map(),
    certificates: new Map(),
    secrets: new Map(),
    securedAccesses: new Map(),
    accessServices: new Map(),
    otherServices: new Set(),
    recovering: false,
  };
}

/** What is remembered of a namespace. */
export function siteMemory({ sites }: Memory, namespace: string): SiteMemory {
  const known = sites.get(namespace);
  if (known) return known;
  const fresh: SiteMemory = {
    namespace,
    initialised: false,
    listeners: new Map(),
    connectors: new Map(),
    links: new Map(),
    hosts: new Map(),
    leads: new Map(),
    exposed: new Map(),
    selectors: new Map(),
    accesses: new Map(),
    secured: new Set(),
    routerPods: new Map(),
    profiles: new Map(),
  };
  sites.set(namespace, fresh);
  return fresh;
}
