import { ExposedService } from '../network/types';
import { StepInput, StepKind } from '../steps';
import { ChosenSelector } from '../tenancy/chooseSpokes';

/** What a rollout as a whole is for. @public */
export type Operation = 'create' | 'update' | 'delete' | 'repair' | 'rotate';

/** One externally visible effect on one cluster. @public */
export interface PlanStep {
  /**
   * `<kind>@<cluster>`, `deployApplication:<application>@<cluster>`, `verify`. Unique within a
   * plan.
   */
  id: string;
  kind: StepKind;
  /** `remove` runs the inverse. */
  action: 'apply' | 'remove';
  cluster?: string;
  application?: string;
  /** Ids of the steps of this plan that must have succeeded first. */
  needs: string[];
  /**
   * Ids of the steps of this plan that it waits for besides, until they have ended, well or not, or
   * cannot begin because something failed; absent: none.
   */
  after?: string[];
  /** For people: "cluster-2: link to hub cluster-1". */
  summary: string;
  input: StepInput;
  /** sha256 of kind and input. */
  digest: string;
}

/**
 * The ordered steps from what was applied to what is asked for. The preview is the plan that
 * runs. @public
 */
export interface Plan {
  operation: Operation;
  steps: PlanStep[];
  /**
   * Addresses under which clients will reach the exposed services (as far as known before the
   * rollout).
   */
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
  /** What selectors of the document have chosen; absent: it has none. */
  selectors?: ChosenSelector[];
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

/** Cluster and application of a step, for its id and for people. @public */
export function subjectOf(input: StepInput): {
  kind: StepKind;
  cluster?: string;
  application?: string;
} {
  return {
    kind: input.kind,
    ...('cluster' in input && { cluster: input.cluster }),
    ...('application' in input && { application: input.application }),
  };
}
