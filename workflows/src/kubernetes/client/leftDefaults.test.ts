import { adoptedFields } from './managedFields';

const manager = 'interconnect';
const rolling = {
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
};
const deployment = (strategy: object, fieldsV1: object, by: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'web',
    managedFields: [
      { manager: 'kube-controller-manager', operation: 'Update', subresource: 'status' },
      { manager, operation: 'Apply', fieldsV1: { ...fieldsV1 }, ...by },
    ],
  },
  spec: { strategy },
});
const owned = { 'f:spec': { 'f:replicas': {} } };
const wanted = (strategy: object) => deployment(strategy, {});
const left = { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} };

it('what Kubernetes has filled in becomes ours where it would be in the way', () => {
  const fields = adoptedFields(deployment(rolling, owned), wanted({ type: 'Recreate' }), manager);
  expect(fields?.map(({ fieldsV1 }) => fieldsV1)).toEqual([
    undefined,
    { 'f:spec': { 'f:replicas': {}, 'f:strategy': { 'f:rollingUpdate': left } } },
  ]);
  const created = deployment(rolling, owned, { operation: 'Update' });
  expect(adoptedFields(created, wanted({ type: 'Recreate' }), manager)?.at(1)).toMatchObject({
    operation: 'Apply',
    fieldsV1: { 'f:spec': { 'f:strategy': { 'f:rollingUpdate': left } } },
  });
});

it.each([
  ['the strategy stays', rolling, {}],
  ['it is that of Kubernetes itself', rolling, { type: 'RollingUpdate' }],
  ['nothing is in the way', { type: 'Recreate' }, { type: 'Recreate' }],
  ['the manifest has both', rolling, { ...rolling, type: 'Recreate' }],
])('nothing is changed when %s', (_, stands, asked) => {
  expect(adoptedFields(deployment(stands, owned), wanted(asked), manager)).toBeUndefined();
});
