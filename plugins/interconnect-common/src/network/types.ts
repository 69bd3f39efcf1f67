import type { NetworkPhase } from './phases';
import type { Scheme } from './scheme';
import type { RouterTls } from './tls';

/** A network, named within its project. @public */
export interface NetworkName {
  project: string;
  network: string;
}

/** A network's identity on its members. @public */
export interface NetworkRef {
  project: string;
  name: string;
  /** Its namespace on every member. */
  namespace: string;
}

/**
 * One exposed port of one Service, as read from the annotated Service on the server's
 * cluster. @public
 */
export interface ExposedService {
  application: string;
  /** The member that runs the server. */
  cluster: string;
  /** Namespace of the Service there. */
  namespace: string;
  name: string;
  port: number;
  /** How its addresses begin; absent: as the port's number tells. */
  scheme?: Scheme;
  /** Absent: the bytes pass as they are. */
  tls?: RouterTls;
  /** Absent: the address in the namespace `interconnect` leads to it, too. */
  shortAddress?: false;
  /** With TLS: the Deployment after which the server's Secret is named; absent: the application. */
  deployment?: string;
}

/** @public */
export type ObservedState = 'Ready' | 'NotReady' | 'Unknown';

/** What was read from one member, and when. @public */
export interface MemberObservation {
  cluster: string;
  role: 'hub' | 'spoke';
  state: ObservedState;
  observedAt?: string;
  message?: string;
  /** Spokes only. */
  link?: LinkObservation;
}

/** Whether a spoke and its hub both say that they are linked. @public */
export interface LinkObservation {
  state: 'Up' | 'Down' | 'Unknown';
  /**
   * Since when: as the cluster tells (the last transition of the condition that decides). Where
   * nothing on the clusters tells it, the time of the first observation that found it so.
   */
  since?: string;
  /** Why it is not Up, in words. */
  message?: string;
}

/** What was read of one exposed service. @public */
export interface ServiceObservation {
  application: string;
  cluster: string;
  namespace: string;
  name: string;
  port: number;
  /** Absent: the bytes pass as they are. */
  tls?: RouterTls;
  /** Absent: the address in the namespace `interconnect` leads to it, too. */
  shortAddress?: false;
  /** As in `ExposedService`. */
  deployment?: string;
  state: ObservedState;
  /** What is wrong where the server is; absent: nothing, or nobody looked. */
  message?: string;
  /**
   * From which members it is reached. Absent: nobody looked, or it is not ready by itself and so
   * reached from none.
   */
  reach?: ServiceReach;
}

/** The members that do not reach a service, and those of which that is not known: all others do. @public */
export interface ServiceReach {
  unreachable?: string[];
  unknown?: string[];
}

/** The result of reading all members once. @public */
export interface NetworkObservation {
  observedAt: string;
  members: MemberObservation[];
  services: ServiceObservation[];
}

/** @public */
export interface NetworkStatus {
  phase: NetworkPhase;
  observedAt?: string;
  members: MemberObservation[];
  services: (ServiceObservation & { addresses: string[] })[];
}
