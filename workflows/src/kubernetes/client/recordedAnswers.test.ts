import { responseFailure } from './responseFailure';

/** Answers of Kubernetes 1.35 to what no repetition mends, as they were given. */
interface Answer {
  status: number;
  reason?: string;
  message: string;
  causes?: { reason: string; message: string; field: string }[];
}

const answers: Record<string, Answer> = {
  'a key twice, in a server-side apply': {
    status: 500,
    message:
      'failed to create typed patch object (shop/w; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="w"].env: duplicate entries for key [name="LOG_LEVEL"]',
  },
  'a wrong type, in a server-side apply': {
    status: 500,
    message:
      'failed to create typed patch object (shop/p; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string',
  },
  'a resourceVersion of another object': {
    status: 500,
    message: 'resourceVersion should not be set on objects to be created',
  },
  'too large for the storage': { status: 500, message: 'etcdserver: request is too large' },
  'too large for the API': {
    status: 413,
    reason: 'RequestEntityTooLarge',
    message: 'Request entity too large: limit is 3145728',
  },
  'an unknown field': {
    status: 400,
    reason: 'BadRequest',
    message:
      'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"',
  },
};

it.each(Object.entries(answers))('%s is told at once', (_, { status, ...body }) => {
  expect(failureOf(status, body)).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
});

const cause = (field: string, message: string) => ({
  reason: 'Invalid',
  message: '…',
  details: { causes: [{ reason: 'FieldValueInvalid', field, message }] },
});

it.each([
  [
    'the selector of a Deployment',
    cause('spec.selector', 'Invalid value: {"matchLabels":{"app":"x"}}: field is immutable'),
    'spec.selector: field is immutable',
  ],
  [
    'the address of a Service',
    cause('spec.clusterIPs[0]', 'Invalid value: ["None"]: may not change once set'),
    'spec.clusterIPs[0]: may not change once set',
  ],
  [
    'the class of a claim',
    cause(
      'spec',
      'Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@ -10,7 +10,7 @@\n- "StorageClassName": "a",\n+ "StorageClassName": "b",\n  "Replicas": 7,\n',
    ),
    'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
  ],
  [
    'the name of the Service of a StatefulSet',
    cause(
      'spec',
      "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ),
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  ],
  [
    'an immutable ConfigMap',
    cause('data', 'Forbidden: field is immutable when `immutable` is set'),
    'data: Forbidden: field is immutable when `immutable` is set',
  ],
])('%s cannot be changed', (_, body, why) => {
  const { type, nonRetryable, message } = failureOf(422, body);
  expect({ type, nonRetryable }).toEqual({ type: 'Immutable', nonRetryable: true });
  expect(message).toMatch(/^cluster-1 cannot change Deployment shop\/w: /);
  expect(message).toContain(`: ${why}. Give the object another name, or `);
});

it.each([
  [
    'that is wrong besides',
    [
      ['spec.a', 'Invalid value: 1: field is immutable'],
      ['spec.b', 'Required value'],
    ],
  ],
  [
    'whose value only says so',
    [['spec.a', 'Invalid value: "x: field is immutable": must be short']],
  ],
])('an object %s is invalid', (_, causes) => {
  const details = { causes: causes.map(([field, message]) => ({ field, message })) };
  expect(failureOf(422, { message: 'field is immutable', details }).type).toBe('InvalidInput');
});

function failureOf(status: number, body: object) {
  const attempted = {
    cluster: 'cluster-1',
    server: 'https://c',
    verb: 'patch',
    resource: 'deployments',
    subject: 'Deployment shop/w',
  };
  return responseFailure(attempted, status, body);
}
