import type { V1Container, V1Pod } from '@kubernetes/client-node';
import { containerEnvironment, expand, type ReadData } from './environment';

const pod: V1Pod = {
  metadata: { name: 'p-1', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'shop' } },
  spec: { nodeName: 'cluster-1-node', containers: [] },
};
const data: Record<string, Record<string, string>> = {
  'configmaps/settings': { color: 'green' },
  'secrets/keys': { token: 't' },
};
const read: ReadData = async (kind, name) => data[`${kind}/${name}`];

const environment = (container: Partial<V1Container>) =>
  containerEnvironment(
    pod,
    { name: 'c', ...container },
    { podIP: '127.151.0.2', hostIP: '127.0.0.1' },
    read,
  );
const from = (name: string, valueFrom: object) => ({ env: [{ name, valueFrom }] });

describe('containerEnvironment', () => {
  it('gives values, fields, ConfigMaps and Secrets', async () => {
    const env = await environment({
      envFrom: [{ prefix: 'S_', configMapRef: { name: 'settings' } }],
      env: [
        { name: 'PLAIN', value: 'a' },
        { name: 'BOTH', value: '$(PLAIN)-$(S_color)-$(NO)-$$(PLAIN)' },
        { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        {
          name: 'LABEL',
          valueFrom: { fieldRef: { fieldPath: "metadata.labels['app.kubernetes.io/name']" } },
        },
        { name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'settings', key: 'color' } } },
        { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } },
        { name: 'OPTIONAL', valueFrom: { secretKeyRef: { name: 'no', key: 'k', optional: true } } },
      ],
    });
    expect(env).toEqual({
      HOSTNAME: 'p-1',
      S_color: 'green',
      PLAIN: 'a',
      BOTH: 'a-green-$(NO)-$(PLAIN)',
      POD: 'p-1',
      IP: '127.151.0.2',
      LABEL: 'shop',
      COLOR: 'green',
      TOKEN: 't',
    });
  });

  it.each([
    [from('A', { secretKeyRef: { name: 'no', key: 'k' } }), `couldn't find key k in secret "no"`],
    [from('A', { configMapKeyRef: { name: 'settings', key: 'k' } }), `couldn't find key k`],
    [{ envFrom: [{ secretRef: { name: 'no' } }] }, 'secret "no" not found'],
    [from('A', { fieldRef: { fieldPath: 'spec.x' } }), 'field spec.x is not known'],
    [from('A', { resourceFieldRef: { resource: 'limits.cpu' } }), 'env A:'],
  ])('says what is missing: %j', async (container, message) => {
    await expect(environment(container)).rejects.toThrow(message);
  });

  it('expands as Kubernetes does', () => {
    expect(expand('$(A) $$(A) $$ $A ${A}', { A: '1' })).toBe('1 $(A) $ $A ${A}');
  });
});
