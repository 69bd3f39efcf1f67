import { networkNameOf } from './input';

describe('networkNameOf', () => {
  it.each([
    ['edge-shop', 'edge-shop'],
    ['Edge-Shop', 'edge-shop'],
    ['system:edge-shop', 'edge-shop'],
    ['default/edge-shop', 'edge-shop'],
    ['System:Default/edge-shop', 'edge-shop'],
  ])('takes %s', (project, name) => {
    expect(networkNameOf({ project, network: 'shop' })).toEqual({ project: name, network: 'shop' });
  });

  it.each(['', 'component:default/x', 'system:other/x', 'a/b/c', ':x', 'system:default/'])(
    'refuses %j with what is accepted',
    project => {
      expect(() => networkNameOf({ project, network: 'shop' })).toThrow(
        /^project: .* is no project \(accepted: the name of a System/,
      );
    },
  );
});
