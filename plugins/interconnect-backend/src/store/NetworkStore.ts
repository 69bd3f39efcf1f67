import type {
  AppliedNetwork,
  DesiredNetwork,
  FormerSpoke,
  NetworkObservation,
  Outstanding,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutHead } from '../projection/RolloutHead';
import type { NewAuditEntry } from './AuditStore';
import type { Standing } from './standing';

/** A network without what is applied: what lists show. */
export interface NetworkHead {
  project: string;
  name: string;
  /** Counts documents: the ETag. */
  generation: number;
  /** Counts writes of any kind. What was decided on an older revision is not written. */
  revision: number;
  desired: DesiredNetwork;
  standing: Standing;
  /** What is left to do; absent while a rollout is open, which changes it. */
  outstanding?: Outstanding;
  observation?: NetworkObservation;
  /** Spokes that were removed since the authority was last rotated. */
  formerSpokes?: FormerSpoke[];
  /** The rollout that has not ended. */
  open?: RolloutHead;
}

/** A network as the store has it. */
export interface StoredNetwork extends NetworkHead {
  applied: AppliedNetwork;
  /** What was last applied in full: where a rollback leads. */
  succeeded?: DesiredNetwork;
  /** What its selectors chose when an update was last asked for by itself. */
  followed?: string;
}

/**
 * `changed`: somebody else was faster with this network, or with what is asked for (`listClaims`).
 * Read again and decide again, or name the rollout that runs.
 */
export type Outcome = 'done' | 'changed';

/** A document that is put into the place of another one. */
export interface NewDocument {
  desired: DesiredNetwork;
  generation: number;
  /** Revision of the network that this was decided on; absent: there was no such network. */
  revision: number | undefined;
  /** Networks that the project may have, if this would be one more; absent: any. */
  maxNetworks?: number;
  audit: NewAuditEntry;
}

/** Where a page of networks begins. */
export interface NetworkPage {
  limit: number;
  /** Absent: at the first one. */
  after?: { project: string; name: string };
}

/**
 * Documents of networks, what is applied and observed of them, and the bytes of their manifests.
 */
export interface NetworkStore {
  /** The network; undefined when there is none, or none any more. */
  getNetwork(project: string, name: string): Promise<StoredNetwork | undefined>;
  /** The same without what is applied. */
  getHead(project: string, name: string): Promise<NetworkHead | undefined>;
  /** Networks by project and name, those of one project or of all. */
  listHeads(page: NetworkPage, project?: string): Promise<NetworkHead[]>;
  /** Networks of all projects by project and name, with what is applied. */
  listAllNetworks(page: NetworkPage): Promise<StoredNetwork[]>;
  /**
   * What all networks of all projects ask for and, while a rollout of one is open, what that one
   * leads to or goes back to: with these a new document must not clash.
   */
  listClaims(): Promise<DesiredNetwork[]>;
  /**
   * The generation that a new document of the network gets; names are not re-used with an old
   * generation.
   */
  nextGeneration(project: string, name: string): Promise<number>;

  /** Stores a document that needs no rollout. */
  saveDocument(document: NewDocument): Promise<Outcome>;
  /** Removes a network of which nothing is applied. */
  removeNetwork(options: {
    project: string;
    name: string;
    revision: number;
    audit: NewAuditEntry;
  }): Promise<Outcome>;

  /**
   * Replaces what was observed of a network, unless what the store has was observed later. False:
   * it has not, or the network is not what it was at this revision, or it came into being after the
   * observation. The revision stays what it is.
   */
  saveObservation(options: {
    project: string;
    name: string;
    revision: number;
    observation: NetworkObservation;
  }): Promise<boolean>;

  /** Keeps what an update was asked for by itself; undefined: nothing. The revision stays. */
  saveFollowed(project: string, name: string, followed: string | undefined): Promise<void>;

  /** Keeps the bytes of manifests by their digest. */
  saveManifests(manifests: Record<string, string>): Promise<void>;
  /** The bytes behind digests. Throws when one is missing. */
  getManifests(digests: string[]): Promise<Record<string, string>>;
}
