import type { KubernetesObject } from '../client';

/** Version of all of Skupper's kinds. */
export const skupperApi = 'skupper.io/v2alpha1';

export interface Endpoint {
  name: string;
  host: string;
  port: string;
  group?: string;
}

interface CommonStatus extends Record<string, unknown> {
  status?: string;
  message?: string;
}

/** What a router sees of one site of its network (Skupper's `SiteRecord`). */
export interface SiteRecord {
  /** uid of the Site. */
  id: string;
  links?: { name: string; operational?: boolean; remoteSiteId?: string }[];
  /** By routing key: hosts of its Connectors, names of its Listeners. */
  services?: { routingKey: string; connectors?: string[]; listeners?: string[] }[];
}

export type Site = KubernetesObject<
  { linkAccess?: string; edge?: boolean },
  CommonStatus & {
    defaultIssuer?: string;
    endpoints?: Endpoint[];
    controller?: { name?: string; namespace?: string; version?: string };
    /** All sites that its router knows, its own included. */
    network?: SiteRecord[];
  }
>;

export type Link = KubernetesObject<
  { tlsCredentials: string; cost: number; endpoints: Endpoint[] },
  CommonStatus
>;

export type Certificate = KubernetesObject<
  {
    /** Name of the authority; none for one that signs. */
    ca: string;
    subject: string;
    hosts?: string[];
    client?: boolean;
    server?: boolean;
    signing?: boolean;
  },
  CommonStatus
>;

export type Listener = KubernetesObject<
  { routingKey: string; host: string; port: number; tlsCredentials?: string },
  CommonStatus
>;

export type Connector = KubernetesObject<
  {
    routingKey: string;
    host: string;
    port: number;
    tlsCredentials?: string;
    verifyHostname?: boolean;
  },
  CommonStatus
>;

export interface Secret extends KubernetesObject {
  type?: string;
  data?: Record<string, string>;
}
