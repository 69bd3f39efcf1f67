import {
  Operation,
  plan,
  planDigest,
  rolloutFormat,
  type AppliedNetwork,
  type ApprovalRequirement,
  type Application,
  type DesiredNetwork,
  type RolloutInput,
  type RolloutOptions,
} from '@interconnect/backstage-plugin-interconnect-common';

/** A hub `cluster-1` with a server that is there already, and spokes with a client each. */
export function shop(spokes: string[] = ['cluster-2', 'cluster-3']): DesiredNetwork {
  const application = (name: string, clusters: string[], more: object): Application => ({
    name,
    clusters,
    namespace: 'shop',
    source: { kind: 'existing', services: [name] },
    ...more,
  });
  return {
    project: 'edge-shop',
    name: 'shop',
    document: {
      type: 'application-mesh',
      hub: { cluster: 'cluster-1' },
      spokes: spokes.map(cluster => ({ cluster })),
      applications: [
        application('my-backend', ['cluster-1'], { expose: true }),
        ...(spokes.length > 0 ? [application('my-frontend', spokes, {})] : []),
      ],
    },
    manifests: {},
  };
}

/** What a rollout on a cluster in production has to wait for. */
export function approvalFor(expiresAfterSeconds = 3600): ApprovalRequirement {
  return {
    reasons: ['cluster-1 has the label environment: production'],
    approvers: ['group:default/platform-team'],
    selfApproval: false,
    expiresAfterSeconds,
  };
}

/** What a rollout is started with. */
export function inputFor(
  desired: DesiredNetwork | undefined,
  more: {
    rolloutId?: string;
    network?: string;
    applied?: AppliedNetwork;
    operation?: Operation;
    previous?: DesiredNetwork;
    approval?: ApprovalRequirement;
    options?: Partial<RolloutOptions>;
  } = {},
): RolloutInput {
  const { applied = {}, operation, previous, approval, options } = more;
  const { rolloutId = 'rollout-1', network = 'shop' } = more;
  const planned = plan(applied, desired, { operation });
  return {
    format: rolloutFormat,
    rolloutId,
    operation: planned.operation,
    requestedBy: 'user:default/guest',
    project: 'edge-shop',
    network,
    generation: 1,
    ...(desired ? { desired } : {}),
    ...(previous ? { previous } : {}),
    applied,
    manifests: {},
    steps: planned.steps,
    planDigest: planDigest(planned),
    ...(approval ? { approval } : {}),
    options: { window: 10, stepDeadlineSeconds: 60, blockedSeconds: 60, ...options },
  };
}
