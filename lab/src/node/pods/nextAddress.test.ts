import { podIP } from '../../addresses';
import { nextPodNumber } from './nextAddress';
import { unschedulable } from './unschedulable';

describe('nextPodNumber', () => {
  it('goes in turn, past what is taken, and around', () => {
    expect(nextPodNumber(1, 1, new Set())).toBe(2);
    expect(nextPodNumber(1, 2, new Set([podIP(1, 3), podIP(1, 4)]))).toBe(5);
    expect(nextPodNumber(1, 254, new Set())).toBe(2);
  });

  it('goes beyond 254 only when most are taken', () => {
    const used = new Set(Array.from({ length: 253 }, (_, i) => podIP(1, i + 2)));
    expect(nextPodNumber(1, 254, used)).toBe(257);
  });
});

describe('unschedulable', () => {
  const node = { nodeName: 'cluster-1-node' };
  it('looks at the nodeSelector', () => {
    const pod = (nodeSelector: Record<string, string>) => ({
      spec: { containers: [], nodeSelector },
    });
    expect(unschedulable(pod({ 'kubernetes.io/os': 'linux' }), node)).toBeUndefined();
    expect(unschedulable(pod({ disk: 'ssd' }), node)).toContain('disk=ssd');
  });
});
