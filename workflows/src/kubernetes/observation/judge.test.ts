import { Condition } from '../client';
import { linkOf, listenersOf, siteOf, connectorOf } from '../skupper/objects';
import { exposedBackend, hub, networkRef, spoke } from '../__testUtils__/steps';
import { judgeMember } from './judgeMember';
import { judgeServices } from './judgeServices';
import { MemberReading } from './MemberReading';

const network = networkRef('shop');
const exposed = [exposedBackend()];
const endpoints = [{ name: 'edge', host: '127.20.0.10', port: '45671' }];
const since = '2026-11-22T10:00:00Z';

const conditions = (state: Record<string, boolean>): Condition[] =>
  Object.entries(state).map(([type, yes]) => ({
    type,
    status: yes ? 'True' : 'False',
    lastTransitionTime: since,
  }));

const good = {
  Configured: true,
  Running: true,
  Resolved: true,
  Ready: true,
  Operational: true,
  Matched: true,
};
const status = (state: Record<string, boolean> = {}) => ({
  conditions: conditions({ ...good, ...state }),
});

function reading(role: 'hub' | 'spoke', more: Partial<MemberReading> = {}): MemberReading {
  const cluster = role === 'hub' ? hub : spoke;
  return {
    cluster,
    role,
    observedAt: since,
    site: { ...siteOf(network, { cluster, role }, {}), status: status() },
    ...(role === 'spoke' && {
      link: { ...linkOf(network, spoke, endpoints, {}), status: status() },
    }),
    listeners: listenersOf(network, exposed, {}).map(l => ({ ...l, status: status() })),
    connectors:
      role === 'hub' ? [{ ...connectorOf(network, exposed[0], {}), status: status() }] : [],
    aliases: ['my-backend'],
    idle: [],
    ...more,
  };
}

const judge = (one: MemberReading) => judgeMember(one, network, exposed, endpoints);

describe('judgeMember', () => {
  it('finds nothing wrong with good ones', () => {
    expect(judge(reading('hub'))).toEqual({
      observation: { cluster: hub, role: 'hub', state: 'Ready', observedAt: since },
      mismatches: [],
    });
    expect(judge(reading('spoke'))).toEqual({
      observation: {
        cluster: spoke,
        role: 'spoke',
        state: 'Ready',
        observedAt: since,
        link: { state: 'Up', since },
      },
      mismatches: [],
    });
  });

  it('a cluster that could not be read is unknown, and says why', () => {
    const error = 'cluster-2 cannot be reached at https://x: connection refused';
    expect(judge(reading('spoke', { error }))).toEqual({
      observation: {
        cluster: spoke,
        role: 'spoke',
        state: 'Unknown',
        observedAt: since,
        message: error,
        link: { state: 'Unknown' },
      },
      mismatches: [error],
    });
  });

  it('does not believe a Link whose Site is gone', () => {
    const { observation, mismatches } = judge(reading('spoke', { site: undefined }));
    expect(observation).toMatchObject({ state: 'NotReady', link: { state: 'Down' } });
    expect(mismatches).toEqual(['cluster-2: Site interconnect-shop/cluster-2 is missing']);
  });

  it('says since when a Link is down', () => {
    const link = {
      ...linkOf(network, spoke, endpoints, {}),
      status: status({ Operational: false }),
    };
    const { observation, mismatches } = judge(reading('spoke', { link }));
    expect(observation).toMatchObject({ state: 'NotReady', link: { state: 'Down', since } });
    expect(mismatches).toEqual([
      'cluster-2: Link interconnect-shop/interconnect-cluster-2 is not Operational (Configured: yes, Operational: no)',
    ]);
  });

  it('says since when the Site of a Link does not run, because the Link keeps its last status', () => {
    const stopped = '2026-11-22T11:00:00Z';
    const site = {
      ...siteOf(network, { cluster: spoke, role: 'spoke' }, {}),
      status: {
        conditions: [{ type: 'Ready', status: 'False' as const, lastTransitionTime: stopped }],
      },
    };
    expect(judge(reading('spoke', { site })).observation).toMatchObject({
      state: 'NotReady',
      link: { state: 'Down', since: stopped },
    });
  });

  it('a Link that reports nothing is unknown', () => {
    const link = linkOf(network, spoke, endpoints, {});
    expect(judge(reading('spoke', { link })).observation.link).toEqual({ state: 'Unknown' });
  });

  it('notices that the hub has moved', () => {
    const moved = [{ name: 'edge', host: '127.20.0.11', port: '45671' }];
    expect(judgeMember(reading('spoke'), network, exposed, moved).mismatches).toEqual([
      'cluster-2: Link interconnect-shop/interconnect-cluster-2 dials edge 127.20.0.10:45671, where the hub is no more',
    ]);
    expect(judgeMember(reading('spoke'), network, exposed, undefined).mismatches).toEqual([]);
  });

  it('names Listeners and addresses that are missing or lead nowhere', () => {
    const listeners = listenersOf(network, exposed, {}).map(l => ({
      ...l,
      status: status({ Matched: false }),
    }));
    expect(judge(reading('hub', { listeners, aliases: [] })).mismatches).toEqual([
      'cluster-1: Listener interconnect-shop/my-backend-8080 leads nowhere (Configured: yes, Matched: no)',
      'cluster-1: Service interconnect/my-backend is missing',
    ]);
    expect(judge(reading('hub', { listeners: [] })).mismatches).toEqual([
      'cluster-1: Listener interconnect-shop/my-backend-8080 is missing',
    ]);
  });
});

describe('judgeServices', () => {
  const judgeAll = (...readings: MemberReading[]) => judgeServices(readings, network, exposed);

  it('is Ready when something is behind it and somebody listens', () => {
    expect(judgeAll(reading('hub'), reading('spoke'))).toEqual({
      services: [{ ...exposed[0], state: 'Ready' }],
      mismatches: [],
    });
  });

  it.each<[string, Partial<MemberReading>, string, string[]]>([
    ['its cluster could not be read', { error: 'away' }, 'Unknown', []],
    [
      'it has no Connector',
      { connectors: [] },
      'NotReady',
      ['cluster-1: Connector interconnect-shop/my-backend-8080 is missing'],
    ],
    [
      'nothing is behind it',
      { idle: ['shop/my-backend'] },
      'NotReady',
      ['cluster-1: Service shop/my-backend has no pods that are ready'],
    ],
  ])('when %s', (_, more, state, mismatches) => {
    expect(judgeAll(reading('hub', more), reading('spoke'))).toEqual({
      services: [{ ...exposed[0], state }],
      mismatches,
    });
  });

  it('nobody who listens makes it not ready', () => {
    const silent = { listeners: [] };
    expect(judgeAll(reading('hub', silent), reading('spoke', silent)).services).toEqual([
      { ...exposed[0], state: 'NotReady' },
    ]);
  });
});
