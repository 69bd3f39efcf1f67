import { FieldError } from '../document/errors';
import { ResolvedDocument } from '../document/schema';
import { sourceFieldOf } from '../document/sources';
import { definitionOf, StepInput, StepKind, steps } from '../steps';
import { someOf } from '../text/plainText';
import { PlanStep } from './types';

/**
 * The contract between the backend, which shows a plan, and the worker, which asks the clusters
 * what they would say to it: the same questions that each step asks before it writes anything.
 */

/** Name of the workflow type, and of its one activity. @public */
export const checkWorkflowType = 'checkPlan';

/** How long the clusters have to answer, in seconds; what is not known then is told as such. @public */
export const checkSeconds = 5;

type CheckedKind = {
  [K in StepKind]: (typeof steps)[K] extends { asked: true } ? K : never;
}[StepKind];

/** A step that a cluster can be asked about. @public */
export type CheckedStep = Extract<StepInput, { kind: CheckedKind }>;

/** A cluster to which the worker cannot sign in. @public */
export interface SignInTrouble {
  cluster: string;
  /** For people, without what a program has printed. */
  reason: string;
}

/** Argument of workflow and activity. @public */
export interface CheckInput {
  steps: CheckedStep[];
  /** Those that the plan takes back; absent: none. */
  removed?: CheckedStep[];
  /** Bytes of their manifests by digest. */
  manifests: Record<string, string>;
  /** Asks in place of that to which clusters the worker can sign in: no cluster is reached. */
  signIns?: true;
}

/** What a cluster says to a step. @public */
export interface ClusterFinding {
  cluster: string;
  /** Absent: the finding is about the member. */
  application?: string;
  /**
   * `refused`: the step would fail. `unknown`: it could not be asked. `replaced`: an object is
   * removed and made anew. `warning`: something that Kubernetes warns of.
   */
  finding: 'refused' | 'unknown' | 'replaced' | 'warning';
  /** For people, without values of the manifest. */
  text: string;
}

/** @public */
export interface CheckResult {
  findings: ClusterFinding[];
  /** Findings that are not told, because there are so many. */
  more: number;
  /** Absent: it was not asked for, or the worker does not know the question. */
  signIns?: SignInTrouble[];
}

/** What of a plan the clusters can be asked about. @public */
export function checkedSteps(
  planned: readonly PlanStep[],
  action: PlanStep['action'] = 'apply',
): CheckedStep[] {
  return planned.flatMap(step =>
    step.action === action && canAsk(step.input) ? [step.input] : [],
  );
}

function canAsk(input: StepInput): input is CheckedStep {
  return definitionOf(input).asked === true;
}

/** What is refused, at the field that it comes from, and what is to be known beside. @public */
export function clusterNotes(
  document: Pick<ResolvedDocument, 'applications' | 'hub' | 'spokes'>,
  { findings, more }: CheckResult,
): { errors: FieldError[]; warnings: string[] } {
  const refused = findings.filter(({ finding }) => finding === 'refused');
  const told = findings.filter(({ finding }) => finding !== 'refused');
  const errors = refused.map(finding => ({
    field: fieldOf(document, finding),
    message: finding.text.replace(`${poolField}: `, ''),
  }));
  return {
    errors: errors.filter(
      ({ field, message }, index) =>
        errors.findIndex(one => one.field === field && one.message === message) === index,
    ),
    warnings: [
      ...grouped(told),
      ...(more > 0 ? [`applications: ${more} more things that clusters say are not shown`] : []),
    ],
  };
}

const poolField = 'hub.loadBalancer.addresses';

function fieldOf(
  { applications = [], hub, spokes = [] }: Parameters<typeof clusterNotes>[0],
  { application, cluster, text }: ClusterFinding,
): string {
  if (application !== undefined) {
    const index = applications.findIndex(({ name }) => name === application);
    return index === -1 ? '' : sourceFieldOf(applications[index], index);
  }
  if (text.startsWith(`${poolField}: `)) return poolField;
  if (hub?.cluster === cluster) return 'hub.cluster';
  const index = spokes.findIndex(spoke => spoke.cluster === cluster);
  return index === -1 ? '' : `spokes[${index}].cluster`;
}

const saying = {
  unknown: (where: string, text: string) => `${where}: could not be checked: ${text}`,
  replaced: (where: string, text: string) =>
    `${where}: ${text} cannot be changed, so it is removed and runs anew`,
  warning: (where: string, text: string) => `${where}: ${text}`,
} satisfies Record<Exclude<ClusterFinding['finding'], 'refused'>, unknown>;

/** One line for clusters that say the same. */
function grouped(findings: ClusterFinding[]): string[] {
  const clusters = new Map<string, { one: ClusterFinding; of: string[] }>();
  for (const one of findings) {
    const key = `${one.finding} ${one.application} ${one.text}`;
    const of = clusters.get(key)?.of ?? [];
    clusters.set(key, { one, of: of.includes(one.cluster) ? of : [...of, one.cluster] });
  }
  return [...clusters.values()].map(({ one: { application, finding, text }, of }) =>
    finding === 'refused'
      ? text
      : saying[finding](`${application ? `${application} on ` : ''}${someOf(of, 5)}`, text),
  );
}
