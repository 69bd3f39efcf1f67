import { NetworkDocument } from '../document/schema';
import { LeftBehind } from '../plan/types';
import { RolloutState } from '../rollout/types';

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
   * Since when: as the cluster tells (the last transition of the condition that decides). Where nothing on the clusters
   * tells it, the time of the first observation that found it so.
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

/** The REST resource. @public */
export interface Network {
  project: string;
  name: string;
  generation: number;
  spec: NetworkDocument;
  status: NetworkStatus;
  rollout?: { id: string; state: RolloutState };
  /** What is not asked for any more and stays on clusters that are not configured any more. */
  left?: LeftBehind[];
  /** Spokes that were removed since the authority was last rotated: the hub still accepts their certificates. */
  formerSpokes?: FormerSpoke[];
}

/** @public */
export interface FormerSpoke {
  cluster: string;
  removedAt: string;
}
