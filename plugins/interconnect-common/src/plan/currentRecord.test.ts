import fc from 'fast-check';
import { desiredNetworks } from './__testUtils__/arbitraries';
import { formerRecord } from './__testUtils__/former';
import { shop } from './__testUtils__/shop';
import { comparable, standing } from './__testUtils__/standing';
import { currentRecord } from './currentRecord';
import { plan } from './plan';

describe('a record of before', () => {
  it('stands as it did: nothing is planned again, and nothing else of it is another', () => {
    fc.assert(
      fc.property(desiredNetworks, network => {
        for (const form of ['digest', 'list'] as const) {
          const read = currentRecord(formerRecord(standing(network), form));
          expect(comparable(read)).toEqual(comparable(standing(network)));
          expect(plan(read, network).steps).toEqual([]);
        }
      }),
    );
  });

  it('plans again what was left half done, or published other servers', () => {
    const before = formerRecord(standing(shop()), 'list');
    before['linkSpoke@cluster-2'].state = 'partial';
    const { servers } = before['linkSpoke@cluster-3'].input as unknown as {
      servers: Record<string, string>;
    };
    before['linkSpoke@cluster-3'] = {
      ...before['linkSpoke@cluster-3'],
      input: { ...before['linkSpoke@cluster-3'].input, servers: { ...servers, other: 'x' } } as any,
    };
    const { steps } = plan(currentRecord(before), shop());
    expect(steps.map(({ summary }) => summary)).toEqual([
      'cluster-2: link to hub cluster-1 (repeat)',
      'cluster-2: publish the exposed services (repeat)',
      'cluster-3: publish the exposed services (update)',
      'check that all 3 members are ready',
    ]);
  });

  it('of today is left as it is', () => {
    expect(currentRecord(standing(shop()))).toEqual(standing(shop()));
    expect(currentRecord({})).toEqual({});
  });
});
