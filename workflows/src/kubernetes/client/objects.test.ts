import { asApplied } from './managedFields';
import { conditionOf, isTrue, keyOf, KubernetesObject, nameOf } from './objects';
import { lacking, requireOwned } from './ownership';
import { pathOf } from './paths';

const object = (more: Partial<KubernetesObject> = {}): KubernetesObject => ({
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Link',
  metadata: { name: 'a', namespace: 'b', generation: 2 },
  ...more,
});

describe('conditions', () => {
  const withCondition = (type: string, observedGeneration?: number) =>
    object({ status: { conditions: [{ type, status: 'True', observedGeneration }] } });

  it('Configured of an older generation counts as not reported', () => {
    expect(isTrue(withCondition('Configured', 1), 'Configured')).toBe(false);
    expect(isTrue(withCondition('Configured', 2), 'Configured')).toBe(true);
    expect(isTrue(withCondition('Configured'), 'Configured')).toBe(true);
  });

  it('conditions about the world hold until the world changes', () => {
    expect(isTrue(withCondition('Operational', 1), 'Operational')).toBe(true);
  });

  it('one that is not there is undefined', () => {
    expect(conditionOf(object(), 'Ready')).toBeUndefined();
  });
});

describe('names and keys', () => {
  it('names objects for people', () => {
    expect(nameOf(object())).toBe('Link b/a');
    expect(nameOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b' } })).toBe(
      'Namespace b',
    );
  });

  it('takes another version of the same kind for the same object', () => {
    expect(keyOf(object())).toBe(keyOf({ ...object(), apiVersion: 'skupper.io/v2' }));
    expect(keyOf(object())).not.toBe(keyOf({ ...object(), apiVersion: 'other.io/v2alpha1' }));
  });

  it('makes paths', () => {
    const kind = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      plural: 'deployments',
      namespaced: true,
      verbs: [],
    };
    expect(pathOf(kind, { namespace: 'b', name: 'a/c' })).toBe(
      '/apis/apps/v1/namespaces/b/deployments/a%2Fc',
    );
    expect(pathOf(kind, {}, { labelSelector: 'x=y', limit: undefined })).toBe(
      '/apis/apps/v1/deployments?labelSelector=x%3Dy',
    );
    const core = { ...kind, apiVersion: 'v1', plural: 'namespaces', namespaced: false };
    expect(pathOf(core, { namespace: 'ignored', name: 'b' })).toBe('/api/v1/namespaces/b');
  });
});

describe('ownership', () => {
  const owner = { 'interconnect/project': 'edge-shop', 'interconnect/network': 'shop' };

  it('says what an object of somebody else lacks', () => {
    const other = object({
      metadata: { name: 'a', namespace: 'b', labels: { 'interconnect/project': 'edge-shop' } },
    });
    expect(lacking(other, owner)).toEqual(['interconnect/network=shop']);
    expect(() => requireOwned(other, owner, 'cluster-2')).toThrow(
      'Link b/a on cluster-2 exists already and is not ours to change: it lacks the label interconnect/network=shop',
    );
  });

  it('lets our own pass', () => {
    const own = object({ metadata: { name: 'a', labels: { ...owner, more: 'x' } } });
    expect(() => requireOwned(own, owner, 'cluster-2')).not.toThrow();
  });
});

describe('asApplied', () => {
  const update = { manager: 'interconnect', operation: 'Update' };

  it('turns what we created into something applied', () => {
    const other = { manager: 'skupper', operation: 'Update' };
    expect(asApplied([other, update], 'interconnect')).toEqual([
      other,
      { ...update, operation: 'Apply' },
    ]);
  });

  it('has nothing to do for others, for statuses, and the second time', () => {
    expect(asApplied([{ manager: 'x', operation: 'Update' }], 'interconnect')).toBeUndefined();
    expect(asApplied([{ ...update, subresource: 'status' }], 'interconnect')).toBeUndefined();
    const applied = { manager: 'interconnect', operation: 'Apply' };
    expect(asApplied([applied, update], 'interconnect')).toBeUndefined();
  });
});
