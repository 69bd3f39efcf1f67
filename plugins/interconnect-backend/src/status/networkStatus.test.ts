import {
  AppliedNetwork,
  applyStep,
  DesiredNetwork,
  MemberObservation,
  NetworkObservation,
  NetworkStatus,
  outstandingOf,
  plan,
  RolloutState,
  ServiceReach,
} from '@interconnect/backstage-plugin-interconnect-common';
import { desiredNetwork } from '../__testUtils__/desiredNetwork';
import { standingOf } from '../store/standing';
import { networkStatus } from './networkStatus';

const observedAt = '2026-11-22T10:00:00.000Z';

/** cluster-1 with a server that exposes port 80 of Service web, cluster-2 as a spoke. */
function withServer(): DesiredNetwork {
  const desired = desiredNetwork('shop', 'cluster-2');
  return {
    ...desired,
    document: {
      ...desired.document,
      applications: [
        {
          name: 'web',
          clusters: ['cluster-1'],
          namespace: 'shop',
          expose: true,
          source: { kind: 'manifests', url: './web.yaml' },
        },
      ],
    },
    manifests: { './web.yaml': 'digest' },
    exposed: { digest: [{ name: 'web', port: 80 }] },
  };
}

const service = {
  application: 'web',
  cluster: 'cluster-1',
  namespace: 'shop',
  name: 'web',
  port: 80,
};

function appliedOf(desired: DesiredNetwork): AppliedNetwork {
  return plan({}, desired).steps.reduce<AppliedNetwork>(
    (applied, step) =>
      applyStep(applied, step, step.kind === 'deployApplication' ? { exposed: [service] } : {}),
    {},
  );
}

const hub: MemberObservation = { cluster: 'cluster-1', role: 'hub', state: 'Ready', observedAt };
const spoke: MemberObservation = {
  cluster: 'cluster-2',
  role: 'spoke',
  state: 'Ready',
  observedAt,
  link: { state: 'Up' },
};
const observed = (more: Partial<NetworkObservation> = {}): NetworkObservation => ({
  observedAt,
  members: [hub, spoke],
  services: [{ ...service, state: 'Ready' }],
  ...more,
});

/** As the store tells it. */
function statusOf({
  applied,
  ...network
}: Omit<Parameters<typeof networkStatus>[0], 'standing' | 'outstanding'> & {
  applied: AppliedNetwork;
}) {
  return networkStatus({
    ...network,
    standing: standingOf(applied),
    outstanding: outstandingOf(applied, network.desired),
  });
}

describe('networkStatus', () => {
  const desired = withServer();
  const applied = appliedOf(desired);
  const phaseOf = (observation?: NetworkObservation) =>
    statusOf({ desired, applied, observation }).phase;

  it('is Empty when nothing is asked for and nothing stands', () => {
    const empty = { ...desired, document: { type: 'application-mesh' as const } };
    expect(statusOf({ desired: empty, applied: {} })).toEqual({
      phase: 'Empty',
      members: [],
      services: [],
    });
    expect(statusOf({ desired: empty, applied }).phase).toBe('Degraded');
  });

  it('says Unknown of everything that was not observed', () => {
    expect(statusOf({ desired, applied })).toEqual({
      phase: 'Unknown',
      members: [
        { cluster: 'cluster-1', role: 'hub', state: 'Unknown' },
        { cluster: 'cluster-2', role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } },
      ],
      services: [
        {
          ...service,
          state: 'Unknown',
          addresses: [
            'http://web.interconnect-shop.svc.cluster.local:80',
            'http://web.interconnect.svc.cluster.local:80',
          ],
        },
      ],
    });
    expect(phaseOf(observed({ members: [hub] }))).toBe('Unknown');
    expect(phaseOf(observed({ services: [] }))).toBe('Unknown');
    expect(phaseOf(observed({ members: [hub, { ...spoke, state: 'Unknown' }] }))).toBe('Unknown');
  });

  it('is Ready only when every member and service was observed Ready', () => {
    const status = statusOf({ desired, applied, observation: observed() });
    expect(status).toMatchObject({ phase: 'Ready', observedAt, members: [hub, spoke] });
    expect(status.services[0].state).toBe('Ready');
  });

  it('is Degraded when something was observed NotReady', () => {
    expect(phaseOf(observed({ members: [{ ...hub, state: 'NotReady' }, spoke] }))).toBe('Degraded');
    const down = { ...spoke, link: { state: 'Down' as const } };
    expect(phaseOf(observed({ members: [hub, down] }))).toBe('Degraded');
    const services = [{ ...service, state: 'NotReady' as const, message: 'no pods' }];
    expect(phaseOf(observed({ services }))).toBe('Degraded');
    const status = statusOf({ desired, applied, observation: observed({ services }) });
    expect(status.services[0]).toMatchObject({ state: 'NotReady', message: 'no pods' });
  });

  it('is Degraded when not everything that was asked for is applied, whatever was observed', () => {
    const { 'linkSpoke@cluster-2': link, ...rest } = applied;
    expect(statusOf({ desired, applied: rest, observation: observed() }).phase).toBe('Degraded');
    const partial = { ...applied, 'linkSpoke@cluster-2': { ...link, state: 'partial' as const } };
    expect(statusOf({ desired, applied: partial, observation: observed() }).phase).toBe('Degraded');
  });

  it('tells about the document, not about members that are gone from it', () => {
    const gone: MemberObservation = { ...spoke, cluster: 'cluster-9', state: 'NotReady' };
    const status = statusOf({
      desired,
      applied,
      observation: observed({ members: [hub, spoke, gone] }),
    });
    expect(status.phase).toBe('Ready');
    expect(status.members.map(({ cluster }) => cluster)).toEqual(['cluster-1', 'cluster-2']);
  });

  it('says from which members a service is reached; one that was not read is not known', () => {
    const reachWith = (reach: ServiceReach | undefined, members = [hub, spoke]) => {
      const services = [{ ...service, state: 'Ready' as const, ...(reach && { reach }) }];
      const observation = observed({ members, services });
      return statusOf({ desired, applied, observation }).services[0].reach;
    };
    expect(reachWith({})).toEqual({});
    expect(reachWith({}, [hub])).toEqual({ unknown: ['cluster-2'] });
    expect(reachWith({ unreachable: ['cluster-2', 'cluster-9'] })).toEqual({
      unreachable: ['cluster-2'],
    });
    expect(reachWith({ unknown: ['cluster-2'] })).toEqual({ unknown: ['cluster-2'] });
    expect(reachWith(undefined)).toBeUndefined();
  });

  describe('while the network is being deleted', () => {
    const during = (state: RolloutState, requestedAt: string) =>
      statusOf({
        desired,
        applied,
        observation: observed(),
        open: { operation: 'delete', state, requestedAt },
      });
    const before = '2026-11-22T09:59:59.000Z';
    const later = '2026-11-22T10:00:01.000Z';
    const states = ({ members, services }: NetworkStatus) =>
      [...members, ...services].map(({ state }) => state);

    it.each([
      ['Running', before],
      ['Running', later],
      ['RollingBack', later],
      ['Blocked', later],
      ['Paused', later],
    ] as const)('knows nothing of what was observed before (%s, asked for at %s)', (state, at) => {
      const status = during(state, at);
      expect(status.phase).toBe(state === 'Blocked' ? 'NeedsAttention' : 'Deleting');
      expect(status.observedAt).toBeUndefined();
      expect(new Set(states(status))).toEqual(new Set(['Unknown']));
      expect(status.members).toEqual([
        {
          cluster: 'cluster-1',
          role: 'hub',
          state: 'Unknown',
          message: 'not observed since a rollout began to remove it',
        },
        {
          cluster: 'cluster-2',
          role: 'spoke',
          state: 'Unknown',
          message: 'not observed since a rollout began to remove it',
          link: { state: 'Unknown' },
        },
      ]);
    });

    it.each([
      ['AwaitingApproval', later],
      ['Blocked', before],
      ['Paused', before],
    ] as const)('tells what was observed of what stands (%s, asked for at %s)', (state, at) => {
      const status = during(state, at);
      const phase = state === 'Blocked' ? 'NeedsAttention' : 'Deleting';
      expect(status).toMatchObject({ phase, observedAt, members: [hub, spoke] });
      expect(states(status)).toEqual(['Ready', 'Ready', 'Ready']);
    });

    it('does not pretend that something was observed once', () => {
      const { members } = statusOf({
        desired,
        applied,
        open: { operation: 'delete', state: 'Running', requestedAt: later },
      });
      expect(members.map(({ message }) => message)).toEqual([undefined, undefined]);
    });
  });

  it.each<[RolloutState, 'update' | 'delete', NetworkStatus['phase']]>([
    ['Running', 'update', 'Progressing'],
    ['AwaitingApproval', 'update', 'Progressing'],
    ['Paused', 'delete', 'Deleting'],
    ['RollingBack', 'delete', 'Deleting'],
    ['Blocked', 'update', 'NeedsAttention'],
    ['Blocked', 'delete', 'NeedsAttention'],
  ])('while a rollout is %s that is to %s it: %s', (state, operation, phase) => {
    const open = { state, operation, requestedAt: observedAt };
    expect(statusOf({ desired, applied, observation: observed(), open }).phase).toBe(phase);
  });
});
