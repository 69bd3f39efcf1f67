import { shop } from '../plan/__testUtils__/shop';
import { applyStep, startStep } from '../plan/applied';
import { plan } from '../plan/plan';
import { DesiredNetwork } from '../document/DesiredNetwork';
import { AppliedNetwork } from '../plan/types';
import { appliedSettings } from './appliedSettings';

const workloads = ['Deployment web'];

function standing(desired: DesiredNetwork): AppliedNetwork {
  return plan({}, desired).steps.reduce<AppliedNetwork>(
    (applied, step) =>
      applyStep(applied, step, step.kind === 'deployApplication' ? { workloads } : {}),
    {},
  );
}

/** The shop with a load balancer of its own, and an application that came by other means. */
function open(spokes: string[] = ['cluster-2', 'cluster-3']): DesiredNetwork {
  const desired = shop();
  const { document } = desired;
  return {
    ...desired,
    document: {
      ...document,
      hub: {
        cluster: 'cluster-1',
        loadBalancer: { addresses: ['10.0.0.1-10.0.0.9'], allowedSources: ['10.0.0.0/8'] },
      },
      spokes: spokes.map(cluster => ({ cluster })),
      applications: [
        {
          name: 'tools',
          clusters: spokes,
          namespace: 'tools',
          source: { kind: 'existing', services: ['tool'] },
        },
        {
          name: 'web',
          clusters: ['cluster-1', ...spokes],
          namespace: 'shop',
          expose: true,
          source: { kind: 'manifests', url: Object.keys(desired.manifests)[0] },
        },
      ],
    },
  };
}

describe('appliedSettings', () => {
  it('has what was set, an application once for all its clusters', () => {
    expect(appliedSettings(standing(open()))).toEqual({
      addresses: ['10.0.0.1-10.0.0.9'],
      allowedSources: ['10.0.0.0/8'],
      applications: [
        {
          name: 'tools',
          clusters: ['cluster-2', 'cluster-3'],
          namespace: 'tools',
          expose: false,
          services: ['tool'],
          workloads,
        },
        {
          name: 'web',
          clusters: ['cluster-1', 'cluster-2', 'cluster-3'],
          namespace: 'shop',
          expose: true,
          workloads,
        },
      ],
    });
  });

  it('tells apart clusters on which an application does not stand in the same way', () => {
    const applied = standing(open());
    const id = 'deployApplication:web@cluster-3';
    const { workloads: _, ...unrecorded } = applied[id];
    const { applications } = appliedSettings({ ...applied, [id]: unrecorded });
    expect(applications.filter(({ name }) => name === 'web')).toEqual([
      expect.objectContaining({ clusters: ['cluster-1', 'cluster-2'], workloads }),
      expect.not.objectContaining({ workloads }),
    ]);
  });

  it('does not count on what was only started', () => {
    const desired = open();
    const applied = plan({}, desired).steps.reduce(startStep, {});
    expect(appliedSettings(applied)).toEqual({ applications: [] });
  });

  it('says nothing of a load balancer that was there already, and of sources that nobody restricts', () => {
    const desired = shop();
    const document = { ...desired.document, hub: { cluster: 'cluster-1' } };
    expect(Object.keys(appliedSettings(standing({ ...desired, document })))).toEqual([
      'applications',
    ]);
    expect(appliedSettings({})).toEqual({ applications: [] });
  });

  it('stays small with a thousand spokes', () => {
    const spokes = Array.from({ length: 1000 }, (_, at) => `cluster-${at + 2}`);
    const settings = appliedSettings(standing(open(spokes)));
    expect(JSON.stringify(settings).length).toBeLessThan(40_000);
  });
});
