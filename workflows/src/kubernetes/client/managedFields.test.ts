import { asMergePatch } from './managedFields';

const object = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};
const fieldsV1 = {
  'f:metadata': { 'f:labels': { '.': {}, 'f:app': {}, 'f:old': {} }, 'f:annotations': { '.': {} } },
  'f:spec': {
    'f:type': {},
    'f:selector': {},
    'f:ports': { '.': {}, 'k:{"port":80,"protocol":"TCP"}': { 'f:port': {} } },
  },
};

it('takes back what was set at the creation and is not wanted any more', () => {
  const fields = [{ manager: 'interconnect', operation: 'Apply', fieldsV1 }];
  expect(asMergePatch(object, fields, 'interconnect')).toEqual({
    ...object,
    metadata: { name: 'web', labels: { app: 'web', old: null }, annotations: null },
    spec: { ...object.spec, type: null },
  });
});

it.each([
  ['of somebody else', { manager: 'kubectl', operation: 'Apply', fieldsV1 }],
  ['that are not adopted', { manager: 'interconnect', operation: 'Update', fieldsV1 }],
  [
    'of the status',
    { manager: 'interconnect', operation: 'Apply', subresource: 'status', fieldsV1 },
  ],
])('leaves alone fields %s', (_, fields) => {
  expect(asMergePatch(object, [fields], 'interconnect')).toEqual(object);
});
