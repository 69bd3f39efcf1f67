import fc from 'fast-check';
import { desiredNetworks, remainsOf } from './__testUtils__/arbitraries';
import { shop, shopDocument } from './__testUtils__/shop';
import { standing } from './__testUtils__/standing';
import { isOutstanding, leftOn, outstandingOf } from './outstanding';
import { plan } from './plan';

describe('outstandingOf', () => {
  it('is nothing when everything stands as it is asked for', () => {
    expect(outstandingOf(standing(shop()), shop())).toEqual({ steps: [], removals: [] });
  });

  it('names the clusters that steps need, once', () => {
    const { steps, removals } = outstandingOf({}, shop());
    expect(steps).toContainEqual(['cluster-2', 'cluster-1']);
    expect(new Set(steps.map(clusters => clusters.join())).size).toBe(steps.length);
    expect(removals).toEqual([]);
  });

  it('tells what would be left on a cluster that goes', () => {
    const without3 = shop({
      spokes: [{ cluster: 'cluster-2' }],
      applications: shopDocument().applications!.map(application => ({
        ...application,
        clusters: application.clusters.filter(cluster => cluster !== 'cluster-3'),
      })),
    });
    const outstanding = outstandingOf(standing(shop()), without3);
    expect(isOutstanding(outstanding)).toBe(true);
    expect(isOutstanding(outstanding, ['cluster-3'])).toBe(false);
    expect(leftOn(outstanding, ['cluster-2'])).toEqual([]);
    expect(leftOn(outstanding, ['cluster-3']).map(({ cluster }) => cluster)).toEqual(['cluster-3']);
  });

  it('answers as a plan would, whatever stands and whichever clusters are gone', () => {
    fc.assert(
      fc.property(
        remainsOf(desiredNetworks),
        desiredNetworks,
        fc.infiniteStream(fc.boolean()),
        (applied, desired, coin) => {
          const outstanding = outstandingOf(applied, desired);
          const clusters = [...new Set(outstanding.steps.flat())];
          const absent = clusters.filter(() => coin.next().value);
          const { steps, left = [] } = plan(applied, desired, { absent });
          expect(isOutstanding(outstanding, absent)).toBe(steps.length > 0);
          expect(leftOn(outstanding, absent)).toEqual(left);
        },
      ),
      { numRuns: 200 },
    );
  });
});
