import {
  AppliedNetwork,
  applyStep,
  manifestChanges,
  Network,
  plan,
  Plan,
  planDigest,
  PlanPreview,
  PlanStep,
  resolvedSpec,
  Review,
  RollbackPlan,
  rollbackPlan,
  Rollout,
  RolloutState,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { before, crashLoop } from './networks';

/** A digest for manifests that are not read here. */
const digest = 'd'.repeat(64);

function desiredOf(network: Network) {
  const { project, name, spec } = network;
  const urls = (spec.applications ?? []).flatMap(({ source }) =>
    source.kind === 'manifests' ? [source.url] : [],
  );
  const manifests = Object.fromEntries(urls.map(url => [url, digest]));
  const exposed = { [digest]: [{ name: 'my-backend', port: 8080 }] };
  return { project, name, document: resolvedSpec(network), manifests, exposed };
}

/** What steps say when they are done. */
const said: Partial<Record<RolloutStep['kind'], string>> = {
  deployLoadBalancer: 'installed MetalLB 0.15.2',
  deploySkupper: 'installed Skupper 2.2.1, Site is Ready',
  deployApplication: 'Deployment is available',
  linkSpoke: 'Link is Operational',
  publishServices: 'published my-backend:8080',
};

/** What steps say while they run. */
const saying: Partial<Record<RolloutStep['kind'], (step: RolloutStep) => string>> = {
  deployLoadBalancer: ({ cluster }) =>
    `waiting for MetalLB's controller on ${cluster} to be available: 0 of 1 replicas available, 1 up to date`,
  deploySkupper: ({ cluster }) =>
    `waiting for Skupper's controller on ${cluster} to be available: 0 of 1 replicas available, 1 up to date`,
};

/** The plan that makes the network where nothing is. */
export function creationPlan(network: Network): PlanPreview {
  return preview(plan({}, desiredOf(network)));
}

/** The plan that takes the whole network away. */
export function deletionPlan(network: Network): PlanPreview {
  return preview(plan(appliedOf(network), undefined));
}

/** The plan that takes back what a rollout that makes the network has started. */
export function rollbackPlanOf(network: Network, { steps }: Pick<Rollout, 'steps'>): RollbackPlan {
  const begun = new Set(steps.filter(({ state }) => state !== 'Pending').map(({ id }) => id));
  const applied = creationPlan(network)
    .steps.filter(({ id }) => begun.has(id))
    .reduce<AppliedNetwork>((done, step) => applyStep(done, step), {});
  return rollbackPlan({ applied });
}

/** The plan that applies the whole network again, or replaces its authority. */
export function planAgain(network: Network, operation: 'repair' | 'rotate'): PlanPreview {
  return preview(plan(appliedOf(network), desiredOf(network), { operation }));
}

function preview(made: Plan): PlanPreview {
  return { ...made, digest: planDigest(made) };
}

function appliedOf(network: Network): AppliedNetwork {
  return creationPlan(network).steps.reduce<AppliedNetwork>(
    (done, step) => applyStep(done, step),
    {},
  );
}

function stepOf({ input: _input, digest: _digest, ...step }: PlanStep): RolloutStep {
  return { ...step, state: 'Pending', attempt: 0 };
}

function rolloutOf(
  id: string,
  network: Network,
  operation: Rollout['operation'],
  state: RolloutState,
  times: Pick<Rollout, 'startedAt' | 'endedAt'>,
  steps: RolloutStep[],
): Rollout {
  const { project, name } = network;
  const runId = `9f0e${id.slice(4)}`;
  const workflowId = `interconnect.${project}.${name}`;
  return {
    id,
    operation,
    state,
    requestedBy: 'user:default/guest',
    generation: network.generation,
    ...times,
    planDigest: digest,
    workflow: {
      namespace: 'default',
      workflowId,
      runId,
      url: `http://localhost:8233/namespaces/default/workflows/${workflowId}/${runId}`,
    },
    steps,
  };
}

/** A rollout that makes the network, of which no step has started. */
export function newRolloutOf(
  network: Network,
  id: string,
  state: RolloutState,
  startedAt: string,
): Rollout {
  const steps = creationPlan(network).steps.map(stepOf);
  return rolloutOf(id, network, 'create', state, { startedAt }, steps);
}

/** A rollout of such a plan, of which no step has started. */
export function againOf(
  network: Network,
  operation: 'repair' | 'rotate',
  { id, state, startedAt }: Pick<Rollout, 'id' | 'state' | 'startedAt'>,
): Rollout {
  const steps = planAgain(network, operation).steps.map(stepOf);
  return rolloutOf(id, network, operation, state, { startedAt }, steps);
}

/**
 * Rollouts of a network, newest first: one that runs if the network says so, the one that made it.
 */
export function rolloutsOf(network: Network, now: Date): Rollout[] {
  if (!network.spec.hub) return [];
  const steps = creationPlan(network).steps.map(stepOf);
  const startedAt = before(now, 90_000);
  const endedAt = before(now, 90_000 - 5 * steps.length - 12);
  const done = steps.map<RolloutStep>((step, index) => ({
    ...step,
    state: 'Succeeded',
    attempt: 1,
    startedAt: before(now, 90_000 - 5 * index),
    endedAt: before(now, 90_000 - 5 * index - 4 - (index % 3) * 4),
    ...(said[step.kind] && { message: said[step.kind] }),
    event: { runId: '9f0e5c1d', eventId: 11 + 6 * index },
  }));
  if (network.rollout?.state === 'Blocked') {
    const { id, state } = network.rollout;
    const blocked = done.map(step => afterFailure(step, client));
    return [rolloutOf(id, network, 'create', state, { startedAt }, blocked)];
  }
  if (network.rollout) {
    const [first, ...others] = steps;
    const made = { startedAt: before(now, 40), endedAt: before(now, 38) };
    const running: RolloutStep[] = [
      { ...first, state: 'Succeeded', attempt: 1, ...made },
      ...others.map<RolloutStep>(step =>
        step.needs.every(id => id === first.id)
          ? {
              ...step,
              state: 'Running',
              attempt: 1,
              startedAt: before(now, 38),
              message: saying[step.kind]?.(step),
            }
          : step,
      ),
    ];
    const { id, state } = network.rollout;
    return [rolloutOf(id, network, 'create', state, { startedAt: before(now, 40) }, running)];
  }
  const [first, second] = [
    '2a4f5c1d-8b7e-4f60-a1c2-0d9e8f7a6b55',
    '1c3e5a7b-9d8f-4e6a-b2c4-6f8e0a1c3d5e',
  ];
  const again = planAgain(network, 'repair').steps;
  const failed = done.map<RolloutStep>((step, index) =>
    step.kind === 'verify'
      ? {
          ...step,
          state: 'Failed',
          attempt: 4,
          error: 'cluster-3: link interconnect-cluster-3 is Down',
        }
      : { ...step, summary: again[index].summary },
  );
  return [
    ...(network.status.phase === 'Degraded'
      ? [rolloutOf(second, network, 'repair', 'Failed', { startedAt, endedAt }, failed)]
      : []),
    rolloutOf(first, network, 'create', 'Succeeded', { startedAt, endedAt }, done),
  ];
}

/** The client on cluster-3. */
const client = 'deployApplication:my-frontend@cluster-3';

/** A step of a rollout in which one failed, and the check at the end still waits for it. */
function afterFailure(step: RolloutStep, failed: string): RolloutStep {
  if (step.id === failed) {
    return { ...step, state: 'Failed', attempt: 1, error: crashLoop };
  }
  const { id, kind, action, cluster, needs, summary } = step;
  return kind === 'verify'
    ? { id, kind, action, cluster, needs, summary, state: 'Pending', attempt: 0 }
    : step;
}

/** A blocked rollout of which steps were retried, all or some: they failed once more. */
export function failedAgain(rollout: Rollout, retried?: string[]): Rollout {
  const steps = rollout.steps.map(step =>
    step.state === 'Failed' && (retried?.includes(step.id) ?? true)
      ? { ...step, attempt: step.attempt + 1 }
      : step,
  );
  return { ...rollout, steps };
}

const deployment = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: ${image}
`;

/** What a person reviews of a plan: the first application is changed, the others are new. */
export function reviewOf(shown: PlanPreview, digestShown = shown.digest): Review {
  const appliedLast = 'b'.repeat(64);
  const manifests = manifestChanges({}, shown.steps).map((change, index) =>
    index === 0 ? { ...change, before: appliedLast } : change,
  );
  const after = Object.fromEntries(
    manifests.map(change => [change.after ?? '', deployment('registry.example/web:2')]),
  );
  return {
    planDigest: digestShown,
    manifests,
    texts: { ...after, [appliedLast]: deployment('registry.example/web:1') },
  };
}
