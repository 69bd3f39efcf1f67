import { networkRef, spoke } from '../__testUtils__/steps';
import { isConnectorLost, isLinkLost, isListenerLost } from './lost';
import { connectorOf, linkOf, listenersOf, siteOf } from './objects';
import { Site, SiteRecord } from './types';

const network = networkRef('shop');
const exposed = {
  application: 'a',
  cluster: 'cluster-1',
  namespace: 'shop',
  name: 'my-backend',
  port: 8080,
};
const [listener] = listenersOf(network, [exposed], {});
const connector = connectorOf(network, exposed, {});
const link = linkOf(network, spoke, [], {});
const key = 'shop/my-backend/8080';

function siteWith(...records: Partial<SiteRecord>[]): Site {
  const site = siteOf(network, { cluster: spoke, role: 'spoke' }, {});
  const seen = records.map(record => ({ id: 'other', ...record }));
  return { ...site, metadata: { ...site.metadata, uid: 'own' }, status: { network: seen } };
}
const reports = (...conditions: [string, 'True' | 'False'][]) => ({
  status: { conditions: conditions.map(([type, status]) => ({ type, status })) },
});

describe('a Listener', () => {
  const offered = siteWith({ services: [{ routingKey: key, connectors: ['h'] }] });

  it.each([
    ['nothing is said of it', {}, siteWith(), true],
    ['it is refused', reports(['Configured', 'False']), offered, false],
    ['nobody offers what it asks for', reports(['Configured', 'True']), siteWith(), false],
    [
      'only listeners have its key',
      reports(['Configured', 'True']),
      siteWith({ services: [{ routingKey: key, listeners: ['l'] }] }),
      false,
    ],
    ['it is offered, but not Matched', reports(['Configured', 'True']), offered, true],
    [
      'it is offered and Matched',
      reports(['Configured', 'True'], ['Matched', 'True']),
      offered,
      false,
    ],
  ])('%s', (_, status, site, lost) => {
    expect(isListenerLost({ ...listener, ...status }, site)).toBe(lost);
  });
});

it('a Connector is lost when somebody listens for it and it does not say so', () => {
  const configured = { ...connector, ...reports(['Configured', 'True']) };
  const wanted = siteWith({ services: [{ routingKey: key, listeners: ['l'] }] });
  expect(isConnectorLost(configured, wanted)).toBe(true);
  expect(isConnectorLost(configured, siteWith())).toBe(false);
});

describe('a Link', () => {
  const record = (operational: boolean) => ({
    name: link.metadata.name,
    operational,
    remoteSiteId: 'h',
  });

  it.each([
    ['the router does not speak of it', siteWith({ id: 'own' }), false],
    ['the router has it', siteWith({ id: 'own', links: [record(true)] }), true],
    ['the router has it as down', siteWith({ id: 'own', links: [record(false)] }), false],
    [
      'of two records the last one counts',
      siteWith({ id: 'own', links: [record(true), record(false)] }),
      false,
    ],
    ['another site has one of that name', siteWith({ links: [record(true)] }), false],
  ])('%s', (_, site, lost) => {
    expect(isLinkLost({ ...link, ...reports(['Configured', 'True']) }, site)).toBe(lost);
  });
});
