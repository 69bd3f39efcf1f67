import { connectionFailure } from './connectionFailure';
import { failure } from './failures';
import { responseFailure } from './responseFailure';

const attempted = {
  cluster: 'cluster-3',
  server: 'https://127.0.0.1:6463',
  verb: 'create',
  resource: 'deployments',
  subject: 'Deployment shop/my-backend',
};

const networkError = (code: string) =>
  Object.assign(new Error('secret-token in the text'), { code });

describe('failure', () => {
  it('has a message that Temporal takes, whatever a cluster said', () => {
    expect(failure('missing', 'a\0b\ud800').message).toBe('a\ufffdb\ufffd');
    expect(failure('missing', 'x'.repeat(100_000)).message).toMatch(/^x{1999}…$/);
  });
});

describe('connectionFailure', () => {
  it.each([
    ['ECONNREFUSED', 'connection refused'],
    ['ENOTFOUND', 'the name cannot be resolved'],
    ['ECONNRESET', 'the connection was reset'],
    ['EWHATEVER', 'the connection failed (EWHATEVER)'],
  ])('%s is Unreachable and may be tried again', (code, reason) => {
    const error = connectionFailure('cluster-3', attempted.server, networkError(code), 15_000);
    expect(error).toMatchObject({
      type: 'Unreachable',
      nonRetryable: false,
      message: `cluster-3 cannot be reached at https://127.0.0.1:6463: ${reason}`,
    });
  });

  it('says how long it waited', () => {
    const timeout = new DOMException('…', 'TimeoutError');
    const { message, type } = connectionFailure('cluster-3', attempted.server, timeout, 15_000);
    expect(type).toBe('Unreachable');
    expect(message).toMatch(/no answer within 15 s$/);
  });

  it('looks into the attempts on several addresses', () => {
    const error = new AggregateError([networkError('ECONNREFUSED'), networkError('ETIMEDOUT')]);
    expect(connectionFailure('c', 's', error, 1).message).toMatch(/connection refused$/);
  });

  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('a wrong server certificate (%s) is not tried again', code => {
    expect(connectionFailure('c', 's', networkError(code), 1)).toMatchObject({
      type: 'Untrusted',
      nonRetryable: true,
    });
  });

  it('a refused client certificate is about the credentials', () => {
    const error = networkError('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    expect(connectionFailure('c', 's', error, 1)).toMatchObject({ type: 'Unauthorized' });
  });

  it('never takes over the text of an error', () => {
    for (const error of [
      networkError('ECONNREFUSED'),
      networkError('x y'),
      new Error('secret-token'),
    ]) {
      expect(connectionFailure('c', 's', error, 1).message).not.toContain('secret-token');
    }
  });
});

describe('responseFailure', () => {
  it.each<[number, string, boolean]>([
    [400, 'InvalidInput', true],
    [401, 'Unauthorized', true],
    [403, 'Forbidden', true],
    [404, 'NotFound', false],
    [409, 'Conflict', false],
    [422, 'InvalidInput', true],
    [429, 'ClusterError', false],
    [500, 'ClusterError', false],
    [503, 'ClusterError', false],
  ])('%d is %s', (status, type, nonRetryable) => {
    const error = responseFailure(attempted, status, { message: 'why' });
    expect(error).toMatchObject({ type, nonRetryable });
    expect(error.message).toContain('cluster-3');
  });

  it('forbidden: says which rights cannot be handed on', () => {
    const message =
      'clusterroles.rbac.authorization.k8s.io "skupper-controller" is forbidden: user "system:serviceaccount:a:b" ' +
      '(groups=["system:serviceaccounts" "system:serviceaccounts:a" "system:authenticated"]) is attempting to grant ' +
      'RBAC permissions not currently held:\n{APIGroups:["apps"], Resources:["replicasets"], Verbs:["create"]}';
    expect(responseFailure(attempted, 403, { message }).message).toMatch(
      /^cluster-3 forbids to create deployments .* user "system:serviceaccount:a:b" is attempting to grant RBAC permissions not currently held:\n.*"replicasets".*\}$/,
    );
  });

  it('names verb and resource that are forbidden', () => {
    const message =
      'deployments.apps is forbidden: User "edge" cannot create resource "deployments"';
    expect(responseFailure(attempted, 403, { message }).message).toBe(
      `cluster-3 forbids to create deployments (Deployment shop/my-backend): ${message}`,
    );
  });

  it('a namespace that is being deleted is worth another try', () => {
    const body = {
      message: 'forbidden',
      details: { causes: [{ reason: 'NamespaceTerminating' }] },
    };
    expect(responseFailure(attempted, 403, body)).toMatchObject({
      type: 'Conflict',
      nonRetryable: false,
    });
  });

  it('a webhook that does not answer is worth another try', () => {
    const message = 'Internal error occurred: failed calling webhook "x": connection refused';
    expect(responseFailure(attempted, 400, { message })).toMatchObject({ type: 'ClusterError' });
  });

  it('names wrong fields and leaves their values out', () => {
    const body = {
      message: 'Deployment.apps "x" is invalid: spec.env: Invalid value: "hunter2": must be nicer',
      details: {
        causes: [
          { field: 'spec.env', message: 'Invalid value: "hunter2: x": must be nicer' },
          {
            field: 'spec.type',
            message: 'Unsupported value: "hunter2": supported values: "A", "B"',
          },
          { field: 'spec.ports[0]', message: 'Duplicate value: "hunter2"' },
          { field: 'metadata.name', message: 'Required value' },
        ],
      },
    };
    const { message } = responseFailure(attempted, 422, body);
    expect(message).toBe(
      'cluster-3 does not accept Deployment shop/my-backend: spec.env: must be nicer; ' +
        'spec.type: unsupported value, supported values: "A", "B"; spec.ports[0]: duplicate value; ' +
        'metadata.name: Required value',
    );
  });

  it('leaves values out of texts without fields too', () => {
    const message = 'x is invalid: spec: Invalid value: "hunter2": field is immutable';
    expect(responseFailure(attempted, 422, { message }).message).not.toContain('hunter2');
  });

  it.each([
    ['strict decoding error: unknown field "spec.hunter2"', 'unknown field "…"'],
    ['parsing time "hunter2" as "2006": cannot parse "hunter2" as "2006"', 'parsing time "…"'],
    [
      'failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.env[name="hunter2"].value: expected string, got &value.valueUnstructured{Value:"hunter2}"}',
      '.spec.env[name="…"].value: expected string, got another kind of value',
    ],
    [
      'failed to create typed patch object (shop/web): errors:\n  .spec.hunter2: field not declared in schema\n  .data.hunter2: field not declared in schema',
      '.spec: has a field that the kind does not have\n  .data: has a field',
    ],
    ['the text "a\\"hunter2" is wrong', 'the text "…" is wrong'],
  ])('leaves values and unknown fields out of %j', (message, expected) => {
    for (const status of [400, 422, 500]) {
      const said = responseFailure(attempted, status, { message }).message;
      expect(said).toContain(expected);
      expect(said).not.toContain('hunter2');
    }
  });

  it.each([
    ['data[hunter2.key]', 'Required value', 'data[…]: Required value'],
    ['spec.env', 'Invalid value: "hunter2"', 'spec.env: invalid value'],
    ['spec.env', 'Invalid value: "cut: hunter2', 'spec.env: invalid value'],
    ['spec.env', 'Not found: "hunter2', 'spec.env: Not found: "…"'],
    ['spec.env', 'Invalid value: {"a":"b: hunter2"}', 'spec.env: invalid value'],
    ['spec.env', 'Invalid value: {"a":"hunter2: x"}: is immutable', 'spec.env: is immutable'],
    ['spec.port', 'Invalid value: 70000: must be below 65536', 'spec.port: must be below 65536'],
    ['spec.env', 'Invalid value: "a": not "hunter2": no', 'spec.env: not "…": no'],
    ['spec.env', 'Not found: "hunter2"', 'spec.env: Not found: "…"'],
  ])('field %s, %j', (field, message, expected) => {
    const body = { details: { causes: [{ field, message }] } };
    const said = responseFailure(attempted, 422, body).message;
    expect(said).toBe(`cluster-3 does not accept Deployment shop/my-backend: ${expected}`);
  });

  it('says nothing of what a Secret holds', () => {
    const secret = { ...attempted, resource: 'secrets', subject: 'Secret shop/key' };
    for (const status of [400, 403, 404, 422, 500]) {
      const body = { reason: 'Invalid', message: 'data[tls.key]: hunter2' };
      const { message } = responseFailure(secret, status, body);
      expect(message).toContain('Secret shop/key');
      expect(message).not.toContain('hunter2');
    }
  });

  it('shortens long texts and survives answers that are none', () => {
    const { message } = responseFailure(attempted, 500, { message: 'x'.repeat(5000) });
    expect(message.length).toBeLessThan(600);
    expect(responseFailure(attempted, 502, undefined).message).toBe(
      'cluster-3 answered 502 to create Deployment shop/my-backend',
    );
  });
});
