import { approvalOf, rolloutWith } from '../__testUtils__/rollouts';
import { isRequester, obstacles } from './verdict';

const may = { allowed: true, missing: false, permission: 'interconnect.network.approve' };
const missing = { ...may, allowed: false, missing: true };
const member = {
  userEntityRef: 'user:default/jane',
  ownershipEntityRefs: ['group:default/platform-team'],
};
const stranger = { userEntityRef: 'user:default/jo', ownershipEntityRefs: ['group:default/sales'] };
const requester = {
  userEntityRef: 'user:default/guest',
  ownershipEntityRefs: member.ownershipEntityRefs,
};

const waiting = { ...rolloutWith('AwaitingApproval'), approval: approvalOf() };

it('lets members of the approvers decide, and approvers that are users', () => {
  expect(obstacles(waiting, member, may)).toEqual([]);
  const approval = { ...waiting.approval, approvers: ['user:default/jo'] };
  expect(obstacles({ ...waiting, approval }, stranger, may)).toEqual([]);
});

it('compares entity refs whatever their case', () => {
  const approval = { ...waiting.approval, approvers: ['Group:default/Platform-Team'] };
  expect(obstacles({ ...waiting, approval }, member, may)).toEqual([]);
});

it('says all that is in the way of a stranger', () => {
  expect(obstacles(waiting, stranger, may)).toEqual(['stranger']);
  expect(obstacles(waiting, member, missing)).toEqual(['permission']);
  expect(obstacles(waiting, stranger, missing)).toEqual(['stranger', 'permission']);
});

it('lets nobody decide about their own request, unless that is allowed', () => {
  expect(obstacles(waiting, requester, missing)).toEqual(['own']);
  const approval = { ...waiting.approval, selfApproval: true };
  expect(obstacles({ ...waiting, approval }, requester, may)).toEqual([]);
});

it('leaves it to the backend while it is not known who looks', () => {
  expect(obstacles(waiting, undefined, may)).toEqual([]);
  expect(isRequester(waiting, undefined)).toBe(false);
});
