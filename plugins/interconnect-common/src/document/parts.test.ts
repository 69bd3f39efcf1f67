import { partsOf } from './parts';

describe('partsOf', () => {
  it('keeps whatever has the right type, at its own place', () => {
    const body = {
      type: 5,
      more: true,
      hub: { cluster: 'a', loadBalancer: { addresses: ['10.0.0.0/8', 7] } },
      spokes: ['b', { cluster: 'c' }],
      applications: [
        { name: 'Web', expose: 'yes', source: { kind: 'helm', services: [1, 'web'] } },
      ],
    };
    expect(partsOf(body)).toEqual({
      type: '',
      hub: { cluster: 'a', loadBalancer: { addresses: ['10.0.0.0/8', ''] } },
      spokes: [{}, { cluster: 'c' }],
      applications: [{ name: 'Web', source: { kind: 'helm', services: ['', 'web'] } }],
    });
  });

  it.each([undefined, null, 'text', []])('finds nothing in %j', body => {
    expect(partsOf(body)).toEqual({});
  });

  it('ends a list where it becomes too long', () => {
    const applications = Array.from({ length: 501 }, (_, index) => ({ name: `a${index}` }));
    expect(partsOf({ applications }).applications).toHaveLength(500);
  });
});
