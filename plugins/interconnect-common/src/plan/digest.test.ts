import { stepDigest } from '../steps/digest';
import { planDigest } from './digest';
import { plan } from './plan';
import { shop } from './__testUtils__/shop';

describe('digests', () => {
  it('of a step change with its input', () => {
    const network = { project: 'p', name: 'n', namespace: 's' };
    const spoke = stepDigest({ kind: 'deploySkupper', network, cluster: 'c', role: 'spoke' });
    expect(stepDigest({ role: 'spoke', cluster: 'c', network, kind: 'deploySkupper' })).toBe(spoke);
    expect(stepDigest({ kind: 'deploySkupper', network, cluster: 'c', role: 'hub' })).not.toBe(
      spoke,
    );
  });

  it('of a plan change with what it does, not with how it is described', () => {
    const made = plan({}, shop());
    const digest = planDigest(made);
    expect(planDigest(plan({}, shop({ description: 'other' })))).toBe(digest);
    expect(
      planDigest({
        steps: made.steps.map(step => ({ ...step, summary: '', needs: [...step.needs].reverse() })),
      }),
    ).toBe(digest);
    expect(planDigest({ steps: made.steps.slice(1) })).not.toBe(digest);
    expect(planDigest({ steps: made.steps.map(step => ({ ...step, needs: [] })) })).not.toBe(
      digest,
    );
    expect(
      planDigest({ steps: made.steps.map(step => ({ ...step, action: 'remove' as const })) }),
    ).not.toBe(digest);
    expect(
      planDigest(plan({}, shop({ spokes: [{ cluster: 'cluster-2' }], applications: [] }))),
    ).not.toBe(digest);
  });
});
