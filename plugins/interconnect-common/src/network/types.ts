import { NetworkDocument } from '../document/types';
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
  /** Spokes only. `since`: the condition's last transition as Skupper reports it. */
  link?: { state: 'Up' | 'Down' | 'Unknown'; since?: string };
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
}
