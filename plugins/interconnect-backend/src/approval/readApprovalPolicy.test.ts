import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readApprovalPolicy } from './readApprovalPolicy';

const least = { clusterLabels: { environment: 'production' }, approvers: ['group:default/ops'] };
const read = (approval?: JsonObject) =>
  readApprovalPolicy(new ConfigReader(approval ? { interconnect: { approval } } : {}));

describe('readApprovalPolicy', () => {
  it('needs no approvals when it is absent', () => {
    expect(read()).toBeUndefined();
  });

  it('has defaults', () => {
    expect(read(least)).toEqual({ ...least, selfApproval: false, expiresAfterSeconds: 172_800 });
  });

  it('takes all that can be said', () => {
    expect(
      read({
        clusterLabels: { 'topology.kubernetes.io/region': 'eu-1', tier: 'gold' },
        approvers: ['Group:default/Ops', 'user:people/anna'],
        expiresAfter: { hours: 3 },
        allowSelfApproval: true,
      }),
    ).toEqual({
      clusterLabels: { 'topology.kubernetes.io/region': 'eu-1', tier: 'gold' },
      approvers: ['group:default/ops', 'user:people/anna'],
      selfApproval: true,
      expiresAfterSeconds: 10_800,
    });
  });

  it.each([
    [{ clusterLabels: undefined }, /interconnect\.approval\.clusterLabels: is missing/],
    [{ clusterLabels: ['production'] }, /clusterLabels: is not one/],
    [{ clusterLabels: {} }, /clusterLabels: names no label/],
    [{ clusterLabels: { production: true } }, /clusterLabels: the value of 'production'/],
    [{ approvers: undefined }, /interconnect\.approval\.approvers: is missing/],
    [{ approvers: 'group:default/ops' }, /approvers: is not one; .*group:default\/platform-team/],
    [{ approvers: [] }, /approvers: names nobody/],
    [{ approvers: ['group:default/ops', 'ops'] }, /approvers\[1\]: "ops" is not one/],
    [{ approvers: ['component:default/ops'] }, /approvers\[0\]/],
    [{ approvers: ['service:ci'] }, /approvers\[0\]: "service:ci" is not one/],
    [{ approvers: [7] }, /approvers\[0\]: 7 is not one/],
    [{ expiresAfter: { seconds: 0 } }, /interconnect\.approval\.expiresAfter: less than a second/],
    [{ expiresAfter: 'soon' }, /expiresAfter/],
    [{ allowSelfApproval: 'perhaps' }, /allowSelfApproval/],
  ])('refuses %j', (wrong, message) => {
    expect(() => read({ ...least, ...wrong } as JsonObject)).toThrow(message);
  });
});
