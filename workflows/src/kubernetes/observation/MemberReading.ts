import type { KubernetesObject } from '../client';
import type { IPAddressPool, L2Advertisement, ServiceWithAddress } from '../loadBalancer/types';
import type { Connector, Link, Listener, Site } from '../skupper/types';
import type { CertificateReading } from './certificates';
import type { MemberTls } from './readTls';

export interface Member {
  cluster: string;
  role: 'hub' | 'spoke';
}

export type Service = KubernetesObject<{
  type?: string;
  externalName?: string;
  selector?: Record<string, string>;
}>;
export type ConfigMap = KubernetesObject & { data?: Record<string, string> };

/** A workload of an application, as it was found. */
export interface WorkloadReading {
  /** Value of its step label. */
  step: string;
  /** `Deployment my-backend`. */
  name: string;
  /** Why it is not ready. */
  trouble?: string;
}

/** What a member showed of a network. */
export interface MemberReading extends Member {
  observedAt: string;
  /** Domain below which it names its Services; absent: the usual one. */
  clusterDomain?: string;
  /** Why nothing could be read; then the rest is empty. */
  error?: string;
  site?: Site;
  link?: Link;
  listeners: Listener[];
  connectors: Connector[];
  /** Of the network: the seed's addresses, and those of applications. */
  services: Service[];
  /** Services of this member without anything behind them, `namespace/name`. */
  idle: string[];
  /** Of such Services the addresses behind them that are no pods of their namespace. */
  strays: Record<string, string[]>;
  workloads: WorkloadReading[];
  /** Why Skupper's controller is not available, as Kubernetes says. */
  controllerTrouble?: string;
  /** What the router itself says of the network. */
  routerReport?: ConfigMap;
  /** A spoke's own, on the hub the authority's; absent when it may not be read. */
  certificate?: CertificateReading;
  /** Of TLS with applications; absent: none has it. */
  tls?: MemberTls;
  /** Hubs only. */
  hub?: HubReading;
}

/** What only a hub has. */
export interface HubReading {
  routerService?: ServiceWithAddress;
  /** Ours; absent where MetalLB is not used. */
  metallb?: { pools: IPAddressPool[]; advertisements: L2Advertisement[] };
  /** Names of the spokes' Certificates. */
  certificates: string[];
}

/** A member of which nothing could be read. */
export function unread(member: Member, error: string): MemberReading {
  return {
    ...member,
    observedAt: new Date().toISOString(),
    error,
    listeners: [],
    connectors: [],
    services: [],
    idle: [],
    strays: {},
    workloads: [],
  };
}
