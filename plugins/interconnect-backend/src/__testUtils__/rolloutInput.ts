import {
  AppliedNetwork,
  ApprovalRequirement,
  DesiredNetwork,
  plan,
  planDigest,
  rolloutFormat,
  RolloutInput,
} from '@interconnect/backstage-plugin-interconnect-common';

/** A network with members and without applications. */
export function desiredNetwork(name: string, ...spokes: string[]): DesiredNetwork {
  return {
    project: 'edge-shop',
    name,
    document: {
      type: 'application-mesh',
      hub: { cluster: 'cluster-1' },
      spokes: spokes.map(cluster => ({ cluster })),
    },
    manifests: {},
  };
}

/** What a rollout to `desired` (undefined: delete) is started with. */
export function rolloutInput(
  rolloutId: string,
  network: string,
  desired: DesiredNetwork | undefined,
  more: {
    generation?: number;
    applied?: AppliedNetwork;
    previous?: DesiredNetwork;
    approval?: ApprovalRequirement;
  } = {},
): RolloutInput {
  const { generation = 1, applied = {}, previous, approval } = more;
  const planned = plan(applied, desired);
  return {
    format: rolloutFormat,
    rolloutId,
    operation: planned.operation,
    requestedBy: 'user:default/guest',
    project: 'edge-shop',
    network,
    generation,
    desired,
    ...(previous && { previous }),
    applied,
    manifests: {},
    steps: planned.steps,
    planDigest: planDigest(planned),
    ...(approval && { approval }),
    options: { window: 20, stepDeadlineSeconds: 60, blockedSeconds: 60 },
  };
}
