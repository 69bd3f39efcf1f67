import { covers, digestAnnotation, withDigest } from './applied';
import { KubernetesObject } from './objects';

const listener = (spec: Record<string, unknown>): KubernetesObject => ({
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Listener',
  metadata: { name: 'a', namespace: 'b', labels: { x: 'y' } },
  spec,
});
const secret = (data: Record<string, string>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'a', namespace: 'b' },
  data,
});
/** As the cluster has it: with fields of its own. */
const onCluster = (object: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, uid: '1', resourceVersion: '2' },
  spec: object.spec && { ...object.spec, type: 'tcp' },
  status: { conditions: [] },
});

describe('whether something has to be written', () => {
  const wanted = withDigest(listener({ host: 'h', port: 8080 }));

  it('nothing, when only others added something', () => {
    expect(covers(onCluster(wanted), wanted)).toBe(true);
  });

  it.each([
    ['another value', { host: 'h', port: 8081 }],
    ['a field that is missing', { host: 'h' }],
  ])('%s', (_, spec) => {
    expect(covers({ ...onCluster(wanted), spec }, wanted)).toBe(false);
  });

  it('a field that we do not want any more', () => {
    expect(covers(onCluster(wanted), withDigest(listener({ host: 'h' })))).toBe(false);
  });

  it('a label that somebody changed', () => {
    const changed = onCluster(wanted);
    changed.metadata.labels = { x: 'z' };
    expect(covers(changed, wanted)).toBe(false);
  });

  it('an item that is missing in a list, or stands elsewhere', () => {
    const ports = withDigest(listener({ ports: [{ port: 1 }, { port: 2 }] }));
    expect(covers({ ...ports, spec: { ports: [{ port: 1 }] } }, ports)).toBe(false);
    expect(covers({ ...ports, spec: { ports: [{ port: 2 }, { port: 1 }] } }, ports)).toBe(false);
  });

  it('an object that was made before there were digests', () => {
    expect(covers(onCluster(listener({ host: 'h', port: 8080 })), wanted)).toBe(false);
  });
});

describe('the digest of a Secret', () => {
  const digest = (data: Record<string, string>) =>
    withDigest(secret(data)).metadata.annotations?.[digestAnnotation];

  it('does not depend on its values, which could be guessed from it', () => {
    expect(digest({ password: 'YQ==' })).toBe(digest({ password: 'Yg==' }));
    const other = withDigest(secret({ password: 'Yg==' }));
    expect(covers(onCluster(withDigest(secret({ password: 'YQ==' }))), other)).toBe(false);
  });

  it('tells a key that was left out', () => {
    expect(digest({ a: '', b: '' })).not.toBe(digest({ a: '' }));
  });
});
