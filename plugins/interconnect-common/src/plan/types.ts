import { NetworkDocument } from '../document/schema';

/** What a step does; each kind is one activity with its inverse. @public */
export type StepKind =
  | 'createNetwork'
  | 'deployLoadBalancer'
  | 'deploySkupper'
  | 'deployApplication'
  | 'linkSpoke'
  | 'publishServices'
  | 'retireAuthority'
  | 'verify';

/** What a rollout as a whole is for. @public */
export type Operation = 'create' | 'update' | 'delete' | 'repair' | 'rotate';

/** A network's identity on its members. @public */
export interface NetworkRef {
  project: string;
  name: string;
  /** Its namespace on every member. */
  namespace: string;
}

/** One exposed port of one Service, as read from the annotated Service on the server's cluster. @public */
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
export interface CreateNetworkInput {
  kind: 'createNetwork';
  network: NetworkRef;
  /** The hub. */
  cluster: string;
}

/** @public */
export interface DeployLoadBalancerInput {
  kind: 'deployLoadBalancer';
  network: NetworkRef;
  cluster: string;
  addresses?: string[];
}

/** @public */
export interface DeploySkupperInput {
  kind: 'deploySkupper';
  network: NetworkRef;
  cluster: string;
  role: 'hub' | 'spoke';
  allowedSources?: string[];
  /** Of a hub: how often its authority has been replaced; absent: never. */
  authority?: number;
}

/** @public */
export interface DeployApplicationInput {
  kind: 'deployApplication';
  network: NetworkRef;
  cluster: string;
  application: string;
  namespace: string;
  expose: boolean;
  /** `digest`: sha256 of the manifest's bytes, which travel beside the plan (`RolloutInput.manifests`). */
  source: { kind: 'existing'; services: string[] } | { kind: 'manifests'; digest: string };
}

/** @public */
export interface LinkSpokeInput {
  kind: 'linkSpoke';
  network: NetworkRef;
  /** The spoke. */
  cluster: string;
  hub: string;
  /** Step ids and digests of the servers whose services are published: a changed server plans the link again. */
  servers: Record<string, string>;
  /** Of the hub when the spoke's certificate was issued: another one plans the link again. */
  authority?: number;
}

/** @public */
export interface PublishServicesInput {
  kind: 'publishServices';
  network: NetworkRef;
  /** The hub. */
  cluster: string;
  servers: Record<string, string>;
}

/** Closes what still is connected with certificates of an authority that was replaced. @public */
export interface RetireAuthorityInput {
  kind: 'retireAuthority';
  network: NetworkRef;
  /** The hub. */
  cluster: string;
  /** The one that stays. */
  authority: number;
}

/** @public */
export interface VerifyInput {
  kind: 'verify';
  network: NetworkRef;
  members: { cluster: string; role: 'hub' | 'spoke' }[];
}

/** A step's parameters: small, without secrets, the source of its digest. @public */
export type StepInput =
  | CreateNetworkInput
  | DeployLoadBalancerInput
  | DeploySkupperInput
  | DeployApplicationInput
  | LinkSpokeInput
  | PublishServicesInput
  | RetireAuthorityInput
  | VerifyInput;

/** One externally visible effect on one cluster. @public */
export interface PlanStep {
  /** `<kind>@<cluster>`, `deployApplication:<application>@<cluster>`, `verify`. Unique within a plan. */
  id: string;
  kind: StepKind;
  /** `remove` runs the inverse. */
  action: 'apply' | 'remove';
  cluster?: string;
  application?: string;
  /** Ids of the steps of this plan that must have succeeded first. */
  needs: string[];
  /** For people: "cluster-2: link to hub cluster-1". */
  summary: string;
  input: StepInput;
  /** sha256 of kind and input. */
  digest: string;
}

/** The ordered steps from what was applied to what is asked for. The preview is the plan that runs. @public */
export interface Plan {
  operation: Operation;
  steps: PlanStep[];
  /** Addresses under which clients will reach the exposed services (as far as known before the rollout). */
  addresses: string[];
  warnings: string[];
  /** What the rollout leaves behind because it cannot reach it; absent: nothing. */
  left?: LeftBehind[];
  /** In previews: the approval that the rollout would wait for; absent: none. */
  approval?: { reasons: string[]; approvers: string[]; selfApproval: boolean };
}

/** What stays on a cluster that is not configured any more. @public */
export interface LeftBehind {
  cluster: string;
  /** Kinds and names: "Namespace interconnect-shop". */
  objects: string[];
}

/** A plan as it is shown before anybody asks for it. @public */
export interface PlanPreview extends Plan {
  /** Of what the plan does. A request that names it does that, or is refused (412). */
  digest: string;
}

/** What is known to have been done on a cluster by one step. @public */
export interface AppliedStep {
  input: StepInput;
  digest: string;
  /** `partial`: started, not known to have finished; the next plan does or removes it again. */
  state: 'applied' | 'partial';
  /** What the step found exposed (servers only). */
  exposed?: ExposedService[];
  /** Workloads that the step has made (`Deployment my-backend`), of applications with manifests. */
  workloads?: string[];
}

/** What was really applied, by step id. Folded from histories, never from the document. @public */
export type AppliedNetwork = Record<string, AppliedStep>;

/** A validated document with the digests of the manifests that it names. @public */
export interface DesiredNetwork {
  project: string;
  name: string;
  document: NetworkDocument;
  /** Digest of the bytes behind each `source.url`. */
  manifests: Record<string, string>;
  /** Services that each manifest (by digest) exposes, as far as known before the rollout; for addresses and clashes. */
  exposed?: Record<string, { name: string; port: number }[]>;
}
