import { canonicalJson } from '../hash';
import { AppliedNetwork, AppliedStep } from '../plan/types';
import { StepInput } from '../steps';
import { ApplicationTls, DeployApplicationInput } from '../steps/deployApplication';

/**
 * What steps have set on the clusters, beside members and exposed services: what an observation
 * compares with what it finds. Small, because it travels with every observation: an application
 * stands once in it, whatever the number of its clusters.
 *
 * @public
 */
export interface AppliedSettings {
  /** Of the hub's load balancer; absent: one that was there already. */
  addresses?: string[];
  /** Who may reach the hub's load balancer; absent: everybody. */
  allowedSources?: string[];
  applications: AppliedApplication[];
}

/** An application on the clusters where it stands in the same way. @public */
export interface AppliedApplication {
  name: string;
  clusters: string[];
  namespace: string;
  expose: boolean;
  /** Services of an application that came there by other means. */
  services?: string[];
  /** `Deployment my-backend`; absent: not recorded when it was deployed. */
  workloads?: string[];
  /** What it was given for TLS with the routers; absent: nothing. */
  tls?: ApplicationTls['role'];
}

/**
 * What there is to compare, from the record of what was applied: the same for the observation at
 * the end of a rollout and for those that follow. Steps that were only started say nothing about
 * what should be there.
 *
 * @public
 */
export function appliedSettings(applied: AppliedNetwork): AppliedSettings {
  const steps = Object.keys(applied)
    .sort()
    .map(id => applied[id])
    .filter(({ state }) => state === 'applied');
  const inputs = steps.map(({ input }) => input);
  const addresses = inputs.find(isKind('deployLoadBalancer'))?.addresses;
  const hub = inputs.filter(isKind('deploySkupper')).find(({ role }) => role === 'hub');
  return {
    ...(addresses && { addresses }),
    ...(hub?.allowedSources && { allowedSources: hub.allowedSources }),
    applications: applicationsOf(steps),
  };
}

function applicationsOf(steps: readonly AppliedStep[]): AppliedApplication[] {
  const applications = new Map<string, AppliedApplication>();
  for (const step of steps) {
    if (step.input.kind !== 'deployApplication') continue;
    const { cluster } = step.input;
    const application = applicationOf(step, step.input);
    const key = canonicalJson(application);
    const known = applications.get(key);
    if (known) known.clusters.push(cluster);
    else applications.set(key, { ...application, clusters: [cluster] });
  }
  return [...applications.values()];
}

function applicationOf(
  { workloads }: AppliedStep,
  { application, namespace, expose, source, tls }: DeployApplicationInput,
): AppliedApplication {
  return {
    name: application,
    clusters: [],
    namespace,
    expose,
    ...(source.kind === 'existing' && { services: source.services }),
    ...(workloads && { workloads }),
    ...(tls && { tls: tls.role }),
  };
}

function isKind<K extends StepInput['kind']>(kind: K) {
  return (input: StepInput): input is Extract<StepInput, { kind: K }> => input.kind === kind;
}
