import { canonicalJson, planDigest, sha256Hex, stepDigest } from './digest';
import { plan } from './plan';
import { shop } from './__testUtils__/shop';

describe('canonicalJson', () => {
  it('does not depend on the order of keys and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(
      '{"b":[1,{"c":"x","d":null}]}',
    );
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  it('refuses what JSON cannot say', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(() => canonicalJson(loop)).toThrow('contains itself');
    expect(() => canonicalJson({ a: () => 1 })).toThrow('function');
    const twice = { a: 1 };
    expect(canonicalJson([twice, twice])).toBe('[{"a":1},{"a":1}]');
  });
});

describe('digests', () => {
  it('are sha256 (the value for "abc" is that of FIPS 180-2)', () => {
    expect(sha256Hex('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(sha256Hex('ü')).toBe(sha256Hex(new Uint8Array([0xc3, 0xbc])));
  });

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
