import {
  applyStep,
  plan,
  planDigest,
  rolloutFormat,
  sha256Hex,
  type Application,
  type AppliedNetwork,
  type ApprovalRequirement,
  type DesiredNetwork,
  type Plan,
  type RolloutInput,
  type RolloutOptions,
} from '@interconnect/backstage-plugin-interconnect-common';

const manifest = 'kind: List\nitems: []\n';

/** Bytes of the manifest that the test networks deploy, by digest. */
export const manifests = { [sha256Hex(manifest)]: manifest };

/** A hub with a server, and so many spokes with a client each: `cluster-1` is the hub. */
export function shop(spokes = 2, applications?: Application[]): DesiredNetwork {
  const clusters = Array.from({ length: spokes }, (_, index) => `cluster-${index + 2}`);
  const client: Application = {
    name: 'my-frontend',
    clusters,
    namespace: 'shop',
    source: { kind: 'manifests', url: './my-frontend.yaml' },
  };
  const server: Application = {
    name: 'my-backend',
    clusters: ['cluster-1'],
    namespace: 'shop',
    expose: true,
    source: { kind: 'manifests', url: './my-backend.yaml' },
  };
  const [digest] = Object.keys(manifests);
  return {
    project: 'edge-shop',
    name: 'shop',
    document: {
      type: 'application-mesh',
      hub: { cluster: 'cluster-1' },
      spokes: clusters.map(cluster => ({ cluster })),
      applications: applications ?? (clusters.length > 0 ? [server, client] : [server]),
    },
    manifests: { './my-frontend.yaml': digest, './my-backend.yaml': digest },
  };
}

/** What a rollout to `desired` is started with. */
export function inputFor(
  desired: DesiredNetwork | undefined,
  more: Partial<Omit<RolloutInput, 'options'>> & { options?: Partial<RolloutOptions> } = {},
): RolloutInput {
  const applied = more.applied ?? {};
  const { operation, steps, left }: Plan = plan(applied, desired, {
    operation: more.operation,
    absent: more.absent,
  });
  return {
    format: rolloutFormat,
    rolloutId: 'rollout-1',
    requestedBy: 'user:default/guest',
    project: 'edge-shop',
    network: 'shop',
    generation: 1,
    ...(desired && { desired }),
    manifests,
    steps,
    ...(left && { left }),
    planDigest: planDigest({ steps: more.steps ?? steps }),
    ...more,
    operation,
    applied,
    options: { window: 10, stepDeadlineSeconds: 60, blockedSeconds: 60, ...more.options },
  };
}

/** What a rollout on a cluster in production has to wait for. */
export function approvalFor(more: Partial<ApprovalRequirement> = {}): ApprovalRequirement {
  return {
    reasons: ['cluster-1 has the label environment: production'],
    approvers: ['group:default/platform-team'],
    selfApproval: false,
    ...more,
    expiresAfterSeconds: more.expiresAfterSeconds ?? 3600,
  };
}

/** What is applied after `desired` was rolled out without a failure. */
export function appliedAll(desired: DesiredNetwork): AppliedNetwork {
  return plan({}, desired).steps.reduce<AppliedNetwork>((applied, step) => {
    const { input } = step;
    if (input.kind !== 'deployApplication' || !input.expose) return applyStep(applied, step);
    const { application, cluster, namespace } = input;
    const exposed = [{ application, cluster, namespace, name: application, port: 8080 }];
    return applyStep(applied, step, { exposed });
  }, {});
}
