import type { MirrorEntry } from './mirrorKinds';
import { type MirrorObject, mirrorStatus } from './mirrorStatus';

const object = (status?: MirrorObject['status'], generation = 1): MirrorObject => ({
  apiVersion: 'network.edge-orchestrator.intel.com/v1',
  kind: 'Network',
  metadata: { name: 'shop', generation },
  ...(status && { status }),
});
const seen = (state: MirrorEntry['seen']['state'], more: Partial<MirrorEntry['seen']> = {}) => ({
  seen: { state, ...more },
  status: {},
});
const [first, second, third] = ['00', '30', '59'].map(s => `2026-11-29T10:00:${s}.000Z`);

describe('the status of a mirrored object', () => {
  it('has a condition Ready, of the generation that was observed', () => {
    expect(mirrorStatus(seen('Up', { observedAt: first }), object(undefined, 3), first)).toEqual({
      state: 'Up',
      since: first,
      observedAt: first,
      observedGeneration: 3,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'Up',
          message: '',
          observedGeneration: 3,
          lastTransitionTime: first,
        },
      ],
    });
  });

  it.each([
    ['Ready', 'True'],
    ['Degraded', 'False'],
    ['NotReady', 'False'],
    ['Down', 'False'],
    ['Unknown', 'Unknown'],
  ] as const)('says of %s that Ready is %s', (state, status) => {
    expect(mirrorStatus(seen(state), object(), first).conditions).toMatchObject([
      { status, reason: state },
    ]);
  });

  it('says since when: as the clusters say, else since the first observation of it', () => {
    const before = mirrorStatus(seen('Degraded'), object(), first);
    const same = mirrorStatus(seen('Degraded'), object(before), second);
    expect(same).toMatchObject({ since: first, conditions: [{ lastTransitionTime: first }] });
    const other = mirrorStatus(seen('Ready'), object(same), second);
    expect(other).toMatchObject({ since: second, conditions: [{ lastTransitionTime: second }] });
    expect(mirrorStatus(seen('Down', { since: first }), object(other), third).since).toBe(first);
  });

  it('keeps the time of a condition that another state does not change', () => {
    const before = mirrorStatus(seen('Degraded'), object(), first);
    const after = mirrorStatus(seen('NotReady'), object(before), second);
    expect(after).toMatchObject({ since: second, conditions: [{ lastTransitionTime: first }] });
  });

  it('does not repeat a time at which nothing was observed', () => {
    const before = mirrorStatus(seen('Ready', { observedAt: first }), object(), first);
    expect(mirrorStatus(seen('Unknown'), object(before), second)).not.toHaveProperty('observedAt');
  });
});
