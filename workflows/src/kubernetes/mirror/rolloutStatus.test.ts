import { type MirrorObject, mirrorStatus } from './mirrorStatus';
import { isReconciling, type OpenRollout, rolloutStatus, stands } from './rolloutStatus';

const [first, second] = ['00', '30'].map(s => `2026-11-29T10:00:${s}.000Z`);
const rollout: OpenRollout = {
  network: { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' },
  ...{ rolloutId: 'r-1', operation: 'create', generation: 2, startedAt: first },
};
const message = 'rollout r-1 leads to generation 2';
const object = (status?: MirrorObject['status']): MirrorObject => ({
  apiVersion: 'network.edge-orchestrator.intel.com/v1',
  kind: 'Network',
  metadata: { name: 'shop', generation: 1 },
  ...(status && { status }),
});
const reconciling = {
  ...{ type: 'Reconciling', status: 'True', reason: 'Creating', message },
  lastTransitionTime: first,
};
const observed = (more: object = {}) => {
  const seen = { seen: { state: 'Ready' as const, observedAt: second }, status: {} };
  return object({ ...mirrorStatus(seen, object(), second), ...more });
};

describe('a network with an open rollout', () => {
  it('is Progressing until it is observed, and not Ready for all that is known', () => {
    expect(rolloutStatus(rollout, object())).toEqual({
      ...{ state: 'Progressing', message, since: first },
      conditions: [
        reconciling,
        {
          ...{ type: 'Ready', status: 'Unknown', reason: 'Progressing', message },
          lastTransitionTime: first,
        },
      ],
    });
  });

  it('keeps its state and readiness as they were observed, and says that it changes', () => {
    const updates = { ...rollout, operation: 'update' as const };
    expect(rolloutStatus(updates, observed())).toEqual({
      conditions: [{ ...reconciling, reason: 'Updating' }],
    });
  });

  it('is not written again while nothing changes', () => {
    const status = rolloutStatus(rollout, object());
    expect(stands(status, object(status))).toBe(true);
    expect(stands(status, object())).toBe(false);
    const { conditions } = rolloutStatus(rollout, observed());
    expect(stands({ conditions }, observed())).toBe(false);
    expect(stands({ conditions }, observed({ conditions }))).toBe(true);
    // What was said before it was observed goes.
    expect(stands({ conditions }, observed({ conditions, message }))).toBe(false);
  });

  it('changes nothing any more when it has ended', () => {
    const before = observed({ conditions: rolloutStatus(rollout, observed()).conditions });
    expect(isReconciling(before)).toBe(true);
    const after = rolloutStatus(undefined, before);
    expect(after).toEqual({ conditions: [] });
    expect(isReconciling(observed())).toBe(false);
  });

  it('is Unknown when it has ended before anybody looked', () => {
    const before = object(rolloutStatus(rollout, object()));
    expect(rolloutStatus(undefined, before)).toEqual({
      ...{ state: 'Unknown', since: first },
      conditions: [
        {
          ...{ type: 'Ready', status: 'Unknown', reason: 'Unknown', message: 'not observed yet' },
          lastTransitionTime: first,
        },
      ],
    });
  });
});
