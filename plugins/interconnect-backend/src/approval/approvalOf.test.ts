import { applyStep, plan } from '@interconnect/backstage-plugin-interconnect-common';
import { desiredNetwork } from '../__testUtils__/desiredNetwork';
import { approvalOf } from './approvalOf';

const policy = {
  clusterLabels: { environment: 'production' },
  approvers: ['group:default/platform-team'],
  selfApproval: false,
  expiresAfterSeconds: 60,
};
const cluster = (name: string, labels: Record<string, string> = {}) => ({ name, labels });
const production = { environment: 'production' };
const clusters = [
  cluster('cluster-1'),
  cluster('cluster-2', production),
  cluster('cluster-3', { ...production, tier: 'gold' }),
  cluster('cluster-4', { environment: 'test' }),
];
const request = (from: string[] | undefined, to: string[] | undefined) => {
  const before = from && desiredNetwork('shop', ...from);
  const desired = to && desiredNetwork('shop', ...to);
  const applied = before
    ? plan({}, before).steps.reduce((all, step) => applyStep(all, step), {})
    : {};
  return { desired, steps: plan(applied, desired).steps };
};

describe('approvalOf', () => {
  it('is needed when a member has the labels, and says which', () => {
    const asked = request(undefined, ['cluster-2', 'cluster-3', 'cluster-4']);
    expect(approvalOf(policy, asked, clusters)).toEqual({
      reasons: [
        'cluster-2 has the label environment: production',
        'cluster-3 has the label environment: production',
      ],
      approvers: ['group:default/platform-team'],
      selfApproval: false,
      expiresAfterSeconds: 60,
    });
  });

  it('is not needed elsewhere, without a policy, or when there is nothing to do', () => {
    expect(approvalOf(policy, request(undefined, ['cluster-4']), clusters)).toBeUndefined();
    expect(approvalOf(undefined, request(undefined, ['cluster-2']), clusters)).toBeUndefined();
    expect(approvalOf(policy, request(['cluster-2'], ['cluster-2']), clusters)).toBeUndefined();
  });

  it('is needed to add to a network with such a member, and to take one away', () => {
    const reasons = ['cluster-2 has the label environment: production'];
    const wider = request(['cluster-2'], ['cluster-2', 'cluster-4']);
    expect(wider.steps.some(step => step.cluster === 'cluster-2')).toBe(false);
    expect(approvalOf(policy, wider, clusters)?.reasons).toEqual(reasons);
    const narrower = request(['cluster-2', 'cluster-4'], ['cluster-4']);
    expect(approvalOf(policy, narrower, clusters)?.reasons).toEqual(reasons);
    expect(approvalOf(policy, request(['cluster-2'], undefined), clusters)?.reasons).toEqual(
      reasons,
    );
  });

  it('wants all of several labels', () => {
    const both = { ...policy, clusterLabels: { environment: 'production', tier: 'gold' } };
    const asked = request(undefined, ['cluster-2', 'cluster-3']);
    expect(approvalOf(both, asked, clusters)?.reasons).toEqual([
      'cluster-3 has the labels environment: production, tier: gold',
    ]);
  });
});
