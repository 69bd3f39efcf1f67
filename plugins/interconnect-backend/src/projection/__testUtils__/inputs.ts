import {
  plan,
  planDigest,
  type AppliedNetwork,
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

/** What a rollout is started with. */
export function inputFor(
  desired: DesiredNetwork | undefined,
  more: {
    rolloutId?: string;
    network?: string;
    applied?: AppliedNetwork;
    previous?: DesiredNetwork;
    options?: Partial<RolloutOptions>;
  } = {},
): RolloutInput {
  const { applied = {}, previous, options, rolloutId = 'rollout-1', network = 'shop' } = more;
  const planned = plan(applied, desired);
  return {
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
    planDigest: planDigest(planned),
    options: { window: 10, stepDeadlineSeconds: 60, blockedSeconds: 60, ...options },
  };
}
