import { byUrgency } from '@interconnect/backstage-plugin-interconnect-common';
import { allNetworks, emptyNetwork, shopNetwork } from '../../../dev/answers';
import { component, edgeShop, myBackend, myFrontend } from './__testUtils__/entities';
import { networksOf } from './EntityNetworks';

const shop = shopNetwork(new Date());

describe('networksOf', () => {
  it('a System: all of them, with all services', () => {
    const networks = allNetworks(new Date());
    const listed = networksOf(edgeShop, networks).map(({ network }) => network);
    expect(listed).toEqual(networks.toSorted(byUrgency));
    expect(listed[0].status.phase).toBe('NeedsAttention');
    expect(networksOf(edgeShop, [shop])[0]).toMatchObject({
      id: 'edge-shop/shop',
      roles: [],
      services: shop.status.services,
    });
  });

  it('a Component: those that have it as an application, and what it is for them', () => {
    expect(networksOf(myBackend, [emptyNetwork(), shop])).toMatchObject([
      { id: 'edge-shop/shop', roles: ['serves'] },
    ]);
    expect(networksOf(myFrontend, [shop])).toMatchObject([{ roles: ['uses'] }]);
    expect(networksOf(component('other', 'system:default/edge-shop'), [shop])).toEqual([]);
  });

  it('a server: only its own services; a client: all that it can reach', () => {
    const [own] = shop.status.services;
    const other = { ...own, application: 'stock', name: 'stock' };
    const network = { ...shop, status: { ...shop.status, services: [own, other] } };
    expect(networksOf(myBackend, [network])[0].services).toEqual([own]);
    expect(networksOf(myFrontend, [network])[0].services).toEqual([own, other]);
  });
});
