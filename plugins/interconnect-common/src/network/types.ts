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
}

/** @public */
export type NetworkPhase = 'Empty' | 'Progressing' | 'Ready' | 'Degraded' | 'Deleting' | 'Unknown';

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
  state: ObservedState;
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
