import { withoutServerFields } from './serverFields';

const metadata = { name: 'web', labels: { app: 'web' } };
const set = {
  uid: '1',
  resourceVersion: '2',
  generation: 3,
  creationTimestamp: '2026-01-01T00:00:00Z',
  managedFields: [{}],
  ownerReferences: [{ kind: 'Deployment' }],
};

describe('withoutServerFields', () => {
  it('leaves a manifest as it is', () => {
    const object = {
      kind: 'Service',
      metadata,
      spec: { clusterIP: 'None', ports: [{ port: 80 }] },
    };
    expect(withoutServerFields(object)).toEqual({ object, left: [] });
    expect(withoutServerFields(object).object).toBe(object);
    const claim = { kind: 'PersistentVolumeClaim', metadata, spec: { volumeName: 'mine' } };
    expect(withoutServerFields(claim)).toEqual({ object: claim, left: [] });
  });

  it('takes out of a Service what its cluster has set', () => {
    const annotations = { mine: '1', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    const exported = {
      kind: 'Service',
      metadata: { ...metadata, ...set, annotations },
      spec: { clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7'], ports: [{ port: 80 }] },
      status: { loadBalancer: {} },
    };
    expect(withoutServerFields(exported)).toEqual({
      object: {
        kind: 'Service',
        metadata: { ...metadata, annotations: { mine: '1' } },
        spec: { ports: [{ port: 80 }] },
      },
      left: [
        'metadata.uid',
        'metadata.resourceVersion',
        'metadata.generation',
        'metadata.creationTimestamp',
        'metadata.managedFields',
        'metadata.ownerReferences',
        'metadata.annotations, kubectl.kubernetes.io/last-applied-configuration',
        'status',
        'spec.clusterIP',
        'spec.clusterIPs',
      ],
    });
  });

  it('says nothing of what is empty, as kubectl create --dry-run writes it', () => {
    const written = { kind: 'Job', metadata: { ...metadata, creationTimestamp: null }, status: {} };
    expect(withoutServerFields(written)).toEqual({ object: { kind: 'Job', metadata }, left: [] });
  });

  it('takes what ties an exported object to its cluster', () => {
    const exported = { ...metadata, uid: '1' };
    const labels = { 'batch.kubernetes.io/controller-uid': '1', app: 'a' };
    const claim = {
      kind: 'PersistentVolumeClaim',
      metadata: { ...exported, finalizers: ['kubernetes.io/pvc-protection'] },
      spec: { volumeName: 'pv-1', resources: {} },
    };
    expect(withoutServerFields(claim).object).toEqual({
      kind: 'PersistentVolumeClaim',
      metadata,
      spec: { resources: {} },
    });
    const job = {
      kind: 'Job',
      metadata: exported,
      spec: { selector: {}, template: { metadata: { labels } } },
    };
    expect(withoutServerFields(job).object.spec).toEqual({
      template: { metadata: { labels: { app: 'a' } } },
    });
    const chosen = { ...job, spec: { ...job.spec, manualSelector: true } };
    expect(withoutServerFields(chosen).object.spec).toEqual(chosen.spec);
  });

  it('keeps a finalizer of somebody else, which is refused', () => {
    const finalizers = ['kubernetes.io/pvc-protection', 'example.com/mine'];
    const object = { kind: 'ConfigMap', metadata: { ...metadata, finalizers } };
    expect(withoutServerFields(object).object).toBe(object);
  });
});
