import type { ServiceReach } from '@interconnect/backstage-plugin-interconnect-common';
import { connectorOf } from '../skupper/objects';
import { hub, spoke } from '../__testUtils__/steps';
import {
  exposed,
  input,
  justNow,
  link,
  listeners,
  network,
  reading,
  seen,
  server as shopServer,
  site,
  status,
} from '../__testUtils__/readings';
import { judgeMember } from './judgeMember';
import { judgeServices } from './judgeServices';
import type { MemberReading } from './MemberReading';

const [service] = exposed;
const judgeAll = (services: typeof exposed, ...readings: MemberReading[]) => {
  const hubSeen = readings.find(({ role }) => role === 'hub');
  return judgeServices(
    readings.map(one => ({ reading: one, verdict: judgeMember(one, input, hubSeen) })),
    network,
    services,
  );
};
const stateOf = (...readings: MemberReading[]) => judgeAll(exposed, ...readings).services[0].state;

it('is Ready when something is behind it and somebody elsewhere listens', () => {
  expect(judgeAll(exposed, reading('hub'), reading('spoke'))).toEqual({
    services: [{ ...service, state: 'Ready', reach: {} }],
    mismatches: [],
  });
});

describe('on its server', () => {
  it.each<[string, Partial<MemberReading>, string, string[]]>([
    ['its cluster could not be read', { error: 'away' }, 'Unknown', []],
    ['the controller does not answer', { controllerTrouble: 'it hangs' }, 'Unknown', []],
    ['the Site is gone', { site: undefined }, 'NotReady', []],
    ['the Site is not Ready', { site: site(hub, status({ Ready: false })) }, 'NotReady', []],
    [
      'it has no Connector',
      { connectors: [] },
      'NotReady',
      ['cluster-1: Connector interconnect-shop/my-backend-8080 is missing'],
    ],
    [
      'its Connector is not Configured',
      { connectors: [{ ...connectorOf(network, service, {}), status: {} }] },
      'NotReady',
      [
        'cluster-1: Connector interconnect-shop/my-backend-8080 is not Configured (Configured: not reported)',
      ],
    ],
    [
      'nothing is behind it',
      { idle: ['shop/my-backend'] },
      'NotReady',
      ['cluster-1: Service shop/my-backend has no pods that are ready'],
    ],
    [
      'something else than pods of its namespace is behind it',
      { strays: { 'shop/my-backend': ['10.9.9.9'] } },
      'NotReady',
      ['cluster-1: Service shop/my-backend leads to 10.9.9.9, which is no pod of its namespace'],
    ],
    [
      'it has lost its selector',
      { services: [{ ...shopServer, spec: { type: 'ClusterIP' } }] },
      'NotReady',
      [
        'cluster-1: Service shop/my-backend has no selector: what is published must be answered by pods of its namespace',
      ],
    ],
  ])('when %s', (_, more, state, mismatches) => {
    const judged = judgeAll(exposed, reading('hub', more), reading('spoke'));
    expect(judged).toMatchObject({ services: [{ ...service, state }], mismatches });
    // What is wrong with the server itself is so for everybody.
    const ofServer = judged.services.filter(() => mismatches.length > 0);
    expect(ofServer.filter(each => 'reach' in each)).toEqual([]);
  });
});

describe('elsewhere', () => {
  it.each<[string, Partial<MemberReading>, string]>([
    ['nobody listens', { listeners: [] }, 'NotReady'],
    ['the Listener leads nowhere', { listeners: listeners({ Matched: false }) }, 'NotReady'],
    ['the Listener is not Configured', { listeners: listeners({ Configured: false }) }, 'NotReady'],
    ['the link is down', { link: link({ Operational: false }, justNow) }, 'NotReady'],
    ['there is no Link, and the Listener says as before', { link: undefined }, 'NotReady'],
    ['there is no Site, and the Listener says as before', { site: undefined }, 'NotReady'],
    ['the controller does not answer', { controllerTrouble: 'it hangs' }, 'Unknown'],
    ['nothing could be read', { error: 'away' }, 'Unknown'],
  ])('when %s: its own Listener proves nothing', (_, more, state) => {
    expect(stateOf(reading('hub'), reading('spoke', more))).toBe(state);
  });

  it('one end alone is not enough', () => {
    expect(stateOf(reading('hub', { site: site(hub, { network: [] }) }), reading('spoke'))).toBe(
      'Unknown',
    );
  });

  it('one who listens is enough', () => {
    const third: MemberReading = { ...reading('spoke', { link: undefined }), cluster: 'cluster-3' };
    expect(stateOf(reading('hub'), reading('spoke'), third)).toBe('Ready');
  });

  it.each<[string, Partial<MemberReading>, ServiceReach]>([
    ['listens', {}, {}],
    ['does not listen', { listeners: [] }, { unreachable: ['cluster-3'] }],
    ['has no link', { link: undefined }, { unreachable: ['cluster-3'] }],
    ['could not be read', { error: 'away' }, { unknown: ['cluster-3'] }],
    ['has a controller that hangs', { controllerTrouble: 'it hangs' }, { unknown: ['cluster-3'] }],
  ])('says that a member reaches it, or not: one that %s', (_, more, reach) => {
    const third: MemberReading = { ...reading('spoke', more), cluster: 'cluster-3' };
    const [judged] = judgeAll(exposed, reading('hub'), reading('spoke'), third).services;
    expect(judged).toMatchObject({ state: 'Ready', reach });
    expect(Object.keys(judged.reach!)).toEqual(Object.keys(reach));
  });
});

it('its own Listener is believed where there is no other member', () => {
  expect(stateOf(reading('hub'))).toBe('Ready');
  expect(stateOf(reading('hub', { listeners: [] }))).toBe('NotReady');
});

describe('a server on a spoke', () => {
  const onSpoke = { ...service, cluster: spoke };
  const server = (more: Partial<MemberReading> = {}) =>
    reading('spoke', {
      connectors: [{ ...connectorOf(network, onSpoke, {}), status: status() }],
      ...more,
    });
  const judged = (...readings: MemberReading[]) => judgeAll([onSpoke], ...readings).services[0];

  it("needs the spoke's own link, whatever the hub's Listener says", () => {
    expect(judged(reading('hub'), server()).state).toBe('Ready');
    expect(
      judged(reading('hub'), server({ link: link({ Operational: false }, justNow) })).state,
    ).toBe('NotReady');
    expect(judged(reading('hub'), server({ link: link({ Operational: false }, justNow) })).reach)
      // Beside the server no link is needed.
      .toEqual({ unreachable: [hub] });
    const blind = reading('hub', { site: site(hub, { network: [seen[0]] }) });
    expect(judged(blind, server()).state).toBe('Unknown');
  });
});

it('a server on a cluster that is no member is not ready', () => {
  const stray = { ...service, cluster: 'cluster-9' };
  const problem = 'is no member, and is said to run Service shop/my-backend';
  expect(judgeAll([stray], reading('hub'), reading('spoke'))).toEqual({
    services: [{ ...stray, state: 'NotReady', message: problem }],
    mismatches: [`cluster-9: ${problem}`],
  });
});
