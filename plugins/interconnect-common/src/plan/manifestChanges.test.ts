import { shop } from './__testUtils__/shop';
import { applyStep, startStep } from './applied';
import { manifestChanges } from './manifestChanges';
import { plan } from './plan';
import { DesiredNetwork } from '../document/DesiredNetwork';
import { AppliedNetwork } from './types';

const url = './examples/my-frontend.yaml';
const old = 'a'.repeat(64);
const fresh = 'b'.repeat(64);
const withFrontend = (digest: string): DesiredNetwork => {
  const desired = shop();
  return { ...desired, manifests: { ...desired.manifests, [url]: digest } };
};
const applyAll = (desired: DesiredNetwork) =>
  plan({}, desired).steps.reduce<AppliedNetwork>((all, step) => applyStep(all, step), {});
const ofFrontend = (applied: AppliedNetwork, desired: DesiredNetwork | undefined) =>
  manifestChanges(applied, plan(applied, desired).steps).filter(
    ({ application }) => application === 'my-frontend',
  );

describe('manifestChanges', () => {
  const clusters = ['cluster-2', 'cluster-3'];

  it('is new where nothing was applied', () => {
    expect(ofFrontend({}, withFrontend(old))).toEqual([
      { application: 'my-frontend', clusters, after: old },
    ]);
  });

  it('has what was applied beside what will be, and what goes', () => {
    const applied = applyAll(withFrontend(old));
    expect(ofFrontend(applied, withFrontend(fresh))).toEqual([
      { application: 'my-frontend', clusters, before: old, after: fresh },
    ]);
    expect(ofFrontend(applied, undefined)).toEqual([
      { application: 'my-frontend', clusters: expect.arrayContaining(clusters), before: old },
    ]);
    expect(ofFrontend(applied, withFrontend(old))).toEqual([]);
  });

  it('says where applying it did not end, and keeps such clusters apart', () => {
    const [first] = plan({}, withFrontend(old)).steps.filter(
      ({ id }) => id === 'deployApplication:my-frontend@cluster-2',
    );
    const applied = startStep(applyAll(withFrontend(old)), first);
    expect(ofFrontend(applied, withFrontend(fresh))).toEqual([
      {
        application: 'my-frontend',
        clusters: ['cluster-2'],
        before: old,
        partial: true,
        after: fresh,
      },
      { application: 'my-frontend', clusters: ['cluster-3'], before: old, after: fresh },
    ]);
  });
});
