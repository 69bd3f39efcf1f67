import { KubeObject } from '../../kube/types';

export const API_VERSION = 'skupper.io/v2alpha1';

/** One fact about an object, as metav1.Condition. */
export interface Condition {
  type: string;
  status: 'True' | 'False';
  reason: 'Ready' | 'Pending' | 'Error';
  message: string;
  observedGeneration?: number;
  lastTransitionTime: string;
}

/** What every kind reports. */
export interface Status {
  status?: 'Ready' | 'Pending' | 'Error';
  message?: string;
  conditions?: Condition[];
}

/** Where a link can be made to; `port` is text in this API. */
export interface Endpoint {
  name?: string;
  host?: string;
  port?: string;
  group?: string;
}

/** A site as the others know it: an entry of `Site.status.network`. */
export interface SiteRecord {
  id?: string;
  name?: string;
  namespace?: string;
  platform?: string;
  version?: string;
  links?: Array<{
    name?: string;
    remoteSiteId?: string;
    remoteSiteName?: string;
    operational?: boolean;
  }>;
  services?: Array<{ routingKey?: string; connectors?: string[]; listeners?: string[] }>;
}

export type Site = KubeObject<
  {
    serviceAccount?: string;
    linkAccess?: string;
    defaultIssuer?: string;
    ha?: boolean;
    edge?: boolean;
    settings?: Record<string, string>;
  },
  Status & {
    defaultIssuer?: string;
    controller?: { name: string; namespace: string; version: string };
    endpoints?: Endpoint[];
    sitesInNetwork?: number;
    network?: SiteRecord[];
  }
>;

export type Link = KubeObject<
  {
    endpoints: Endpoint[];
    tlsCredentials?: string;
    cost?: number;
    settings?: Record<string, string>;
  },
  Status & { remoteSiteId?: string; remoteSiteName?: string }
>;

export type RouterAccess = KubeObject<
  {
    roles: Array<{ name: string; port?: number }>;
    tlsCredentials: string;
    generateTlsCredentials?: boolean;
    issuer?: string;
    accessType?: string;
    bindHost?: string;
    settings?: Record<string, string>;
  },
  Status & { endpoints?: Endpoint[] }
>;

export type SecuredAccess = KubeObject<
  {
    ports: Array<{ name: string; port: number; targetPort?: number; protocol?: string }>;
    selector: Record<string, string>;
    issuer?: string;
    certificate?: string;
    accessType?: string;
    settings?: Record<string, string>;
  },
  Status & { endpoints?: Endpoint[] }
>;

export type Certificate = KubeObject<
  {
    ca: string;
    subject: string;
    hosts?: string[];
    client?: boolean;
    server?: boolean;
    signing?: boolean;
  },
  Status
>;

export type Listener = KubeObject<
  {
    routingKey: string;
    host: string;
    port: number;
    tlsCredentials?: string;
    type?: string;
    observer?: string;
  },
  Status & { hasMatchingConnector?: boolean }
>;

export type Connector = KubeObject<
  {
    routingKey: string;
    port: number;
    host?: string;
    selector?: string;
    tlsCredentials?: string;
    useClientCert?: boolean;
    verifyHostname?: boolean;
    includeNotReadyPods?: boolean;
    type?: string;
  },
  Status & { hasMatchingListener?: boolean; selectedPods?: Array<{ name: string; ip: string }> }
>;
