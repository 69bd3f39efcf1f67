import type {
  MemberObservation,
  NetworkPhase,
  NetworkRef,
  ObservedState,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { MirroredNetwork } from './mirroredNetwork';

/** What is shown of one thing: a network, a member, a link, a service. */
export interface MirrorEntry {
  /** What its name is made of, before the network's own parts. */
  parts: string[];
  spec: Record<string, unknown>;
  /** What is special for the kind: phase, role. */
  status: Record<string, string>;
  seen: Seen;
}

/** The state of a thing as it was observed. */
export interface Seen {
  state: NetworkPhase | ObservedState | 'Up' | 'Down';
  /** As the clusters tell; absent: since it was first observed so. */
  since?: string;
  message?: string;
  /** Absent: it was not observed. */
  observedAt?: string;
}

/** A kind of the mirror. */
export interface MirrorKind {
  apiVersion: string;
  kind: string;
  entries(network: MirroredNetwork): MirrorEntry[];
}

const rest = 'network.edge-orchestrator.intel.com/v1';
const intent = 'network.app.edge-orchestrator.intel.com/v1alpha1';
const effect = 'interconnect.app.edge-orchestrator.intel.com/v1alpha1';

/*
 * The phases of the edge orchestrator, and `Unknown`, which it lacked: it said `Linked` of links
 * that nobody had looked at.
 */
const clusterPhases = { Ready: 'Running', NotReady: 'Configuring', Unknown: 'Unknown' } as const;
const linkPhases = { Up: 'Linked', Down: 'Linking', Unknown: 'Unknown' } as const;
const servicePhases = { Ready: 'Exposed', NotReady: 'Exposing', Unknown: 'Unknown' } as const;

/** The orchestrator's namespace of a project was named after it. */
const inProject = ({ project }: NetworkRef, name: string) => ({ namespace: project, name });
const networkRef = ({ network }: MirroredNetwork) => inProject(network, network.name);

/** Members, each with what the kind says of it. */
function clusters(
  mirrored: MirroredNetwork,
  status: (member: MemberObservation) => Record<string, string>,
): MirrorEntry[] {
  return mirrored.members.map(member => ({
    parts: [member.cluster],
    spec: {
      networkRef: networkRef(mirrored),
      clusterRef: inProject(mirrored.network, member.cluster),
    },
    status: status(member),
    seen: member,
  }));
}

/** Services, each with what the kind says of its state. */
function services(
  mirrored: MirroredNetwork,
  status: (state: keyof typeof servicePhases) => Record<string, string>,
): MirrorEntry[] {
  return mirrored.services.map(({ name, namespace, cluster, ports, seen }) => ({
    parts: [name, namespace, cluster],
    spec: {
      networkRef: networkRef(mirrored),
      clusterRef: inProject(mirrored.network, cluster),
      serviceRef: { namespace, name },
      exposePorts: ports.map(port => ({ port })),
    },
    status: status(seen.state),
    seen,
  }));
}

/** Links, each with what the kind says of its state. */
function links(
  mirrored: MirroredNetwork,
  status: (state: keyof typeof linkPhases) => Record<string, string>,
): MirrorEntry[] {
  const { network, hub, members } = mirrored;
  return members.flatMap(({ cluster, link, observedAt }) =>
    link
      ? {
          parts: [cluster],
          spec: {
            networkRef: networkRef(mirrored),
            sourceClusterRef: inProject(network, cluster),
            ...(hub && { targetClusterRef: inProject(network, hub) }),
          },
          status: status(link.state),
          seen: { ...link, observedAt },
        }
      : [],
  );
}

/** The network itself: written first and removed last, so that nothing is forgotten. */
export const networkKind: MirrorKind = {
  apiVersion: rest,
  kind: 'Network',
  entries: ({ network, seen, counts }) => [
    { parts: [], spec: { ...network }, status: { ...counts }, seen },
  ],
};

/** The kinds of the edge orchestrator, and what each shows of a network. */
export const mirrorKinds: readonly MirrorKind[] = [
  networkKind,
  {
    apiVersion: intent,
    kind: 'Network',
    entries: mirrored => [
      { parts: [], spec: { networkRef: networkRef(mirrored) }, status: {}, seen: mirrored.seen },
    ],
  },
  {
    apiVersion: intent,
    kind: 'NetworkCluster',
    entries: mirrored =>
      clusters(mirrored, ({ role }) => ({ role: role === 'hub' ? 'Hub' : 'Spoke' })),
  },
  { apiVersion: intent, kind: 'NetworkLink', entries: mirrored => links(mirrored, () => ({})) },
  {
    apiVersion: intent,
    kind: 'NetworkService',
    entries: mirrored => services(mirrored, () => ({})),
  },
  {
    apiVersion: effect,
    kind: 'Cluster',
    entries: mirrored =>
      clusters(mirrored, ({ state, role }) => ({
        phase: clusterPhases[state],
        ingressType: role === 'hub' ? 'LoadBalancer' : 'None',
      })),
  },
  {
    apiVersion: effect,
    kind: 'Link',
    entries: mirrored => links(mirrored, state => ({ phase: linkPhases[state] })),
  },
  {
    apiVersion: effect,
    kind: 'Service',
    entries: mirrored => services(mirrored, state => ({ phase: servicePhases[state] })),
  },
];
