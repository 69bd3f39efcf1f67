import {
  namesOfPublished,
  namesOfService,
} from '@interconnect/backstage-plugin-interconnect-common';
import { exposed, input, network, observedAt, reading, settings } from '../__testUtils__/readings';
import { hub, spoke } from '../__testUtils__/steps';
import { judgeMember } from './judgeMember';
import { judgeServices } from './judgeServices';
import { tlsNotes, tlsProblems } from './judgeTls';
import type { MemberReading } from './MemberReading';
import type { TlsFacts, TlsReading } from './tlsFacts';

const authority = 'a'.repeat(64);
const [service] = exposed;
const secured = [{ ...service, tls: 'router' as const }];
const asked = {
  ...input,
  exposed: secured,
  settings: {
    ...settings,
    applications: [
      ...settings.applications,
      { name: 'web', clusters: [spoke], namespace: 'web', expose: false, tls: 'client' as const },
    ],
  },
};

const facts = (names: string[], more: object = {}): TlsFacts => ({
  authorities: [authority],
  certificate: { authority, notAfter: '2031-11-22T10:00:00.000Z', names, hasKey: true, ...more },
});
const right: Record<string, TlsReading> = {
  'interconnect-shop/tls-listeners': facts(namesOfPublished(service, network.namespace)),
  'interconnect-shop/tls-trust-my-backend': { authorities: [authority] },
  'shop/skupper-tls-my-backend': facts(namesOfService('my-backend', 'shop')),
  'web/skupper-tls-client': { authorities: [authority] },
};
const authorities = [{ fingerprint: authority, notAfter: '2031-11-22T10:00:00.000Z' }];

function member(
  role: 'hub' | 'spoke',
  wrong: Record<string, TlsReading> = {},
  more: Partial<MemberReading['tls']> = {},
): MemberReading {
  const tls = { secrets: { ...right, ...wrong }, ...(role === 'hub' && { authorities }), ...more };
  return reading(role, { tls });
}

const problems = (role: 'hub' | 'spoke', wrong: Record<string, TlsReading>, of = member('hub')) =>
  tlsProblems(member(role, wrong), asked, of);

it('nothing is wrong when everybody trusts whom they meet', () => {
  expect(problems('hub', {})).toEqual([]);
  expect(problems('spoke', {})).toEqual([]);
  expect(tlsNotes(member('hub'))).toEqual([]);
});

it.each<[string, TlsReading, string]>([
  [
    'for other names',
    facts(['my-backend.interconnect']),
    'the certificate in Secret shop/skupper-tls-my-backend is not for my-backend.shop.svc.cluster.local',
  ],
  [
    'with another key',
    facts(namesOfService('my-backend', 'shop'), { hasKey: false }),
    'the key in Secret shop/skupper-tls-my-backend is not that of its certificate',
  ],
  [
    'of nobody that it brings along',
    facts(namesOfService('my-backend', 'shop'), { authority: undefined }),
    'the certificate in Secret shop/skupper-tls-my-backend was issued by none of the authorities in its ca.crt',
  ],
  [
    'that ended',
    facts(namesOfService('my-backend', 'shop'), { notAfter: '2026-11-21T00:00:00.000Z' }),
    'the certificate in Secret shop/skupper-tls-my-backend ended on 2026-11-21',
  ],
  [
    'that is missing',
    { problem: 'Secret shop/skupper-tls-my-backend is missing' },
    'Secret shop/skupper-tls-my-backend is missing',
  ],
])('a server with a certificate %s is not ready, and it is said why', (_, wrong, why) => {
  const secret = { 'shop/skupper-tls-my-backend': wrong };
  expect(problems('hub', secret)).toEqual([why]);
  const readings = [member('hub', secret), member('spoke')];
  const judged = readings.map(one => ({
    reading: one,
    verdict: judgeMember(one, asked, readings[0]),
  }));
  const { services, mismatches } = judgeServices(judged, network, secured);
  expect(services).toMatchObject([
    { name: 'my-backend', tls: 'router', state: 'NotReady', message: why },
  ]);
  expect(mismatches).toEqual([`${hub}: ${why}`]);
  expect(judged[0].verdict.observation.message).toContain(why);
});

it('looks at the Secret that is named after the Deployment', () => {
  const exposedBy = { ...asked, exposed: [{ ...secured[0], deployment: 'server' }] };
  const wrong = {
    'shop/skupper-tls-my-backend': { problem: 'of nobody' },
    'shop/skupper-tls-server': { problem: 'Secret shop/skupper-tls-server is missing' },
  };
  expect(tlsProblems(member('hub', wrong), exposedBy, member('hub'))).toEqual([
    'Secret shop/skupper-tls-server is missing',
  ]);
});

it('an authority that the hub has no more is named, and one that the router does not trust', () => {
  const former = facts(namesOfService('my-backend', 'shop'), { authority: 'b'.repeat(64) });
  expect(problems('hub', { 'shop/skupper-tls-my-backend': former })).toEqual([
    'the certificate in Secret shop/skupper-tls-my-backend was issued by an authority that hub cluster-1 has no more',
    'the router does not trust the authority of Secret shop/skupper-tls-my-backend, which Secret interconnect-shop/tls-trust-my-backend lacks',
  ]);
});

it('a router without names, and clients that do not trust it, are named', () => {
  expect(
    problems('spoke', {
      'interconnect-shop/tls-listeners': facts(['my-backend']),
      'web/skupper-tls-client': { authorities: ['b'.repeat(64)] },
    }),
  ).toEqual([
    expect.stringMatching(
      /^the certificate in Secret interconnect-shop\/tls-listeners is not for my-b/,
    ),
    'clients in web refuse the router: Secret web/skupper-tls-client lacks its authority',
  ]);
});

it('what may not be read is not judged', () => {
  expect(tlsProblems(reading('hub', { tls: { secrets: {} } }), asked, undefined)).toEqual([]);
});

it('what ends soon is said: certificates a month before, the newest authority two', () => {
  const soon = (days: number) =>
    new Date(Date.parse(observedAt) + days * 24 * 3600 * 1000).toISOString();
  const ending = { 'shop/skupper-tls-my-backend': facts([], { notAfter: soon(20) }) };
  const old = { fingerprint: 'b', notAfter: soon(10) };
  expect(tlsNotes(member('hub', ending, { authorities: [old, ...authorities] }))).toEqual([
    'the certificate in Secret shop/skupper-tls-my-backend ends on 2026-12-12',
  ]);
  expect(tlsNotes(member('hub', {}, { authorities: [{ ...old, notAfter: soon(50) }] }))).toEqual([
    'the TLS authority of the network ends on 2027-01-11',
  ]);
});
