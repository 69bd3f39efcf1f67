import { hub, spoke } from '../__testUtils__/steps';
import {
  link,
  network,
  observedAt,
  reading,
  seen,
  since,
  site,
  status,
} from '../__testUtils__/readings';
import { judgeLink } from './judgeLink';
import type { MemberReading } from './MemberReading';

const earlier = (seconds: number) =>
  new Date(Date.parse(observedAt) - seconds * 1000).toISOString();
const cutAt = earlier(20);
const longAgo = earlier(60);
const name = 'Link interconnect-shop/interconnect-cluster-2';
const bare = { metadata: { ...link().metadata } };

const hubThatSees = (network_: object[]) =>
  reading('hub', { site: site(hub, { network: network_ }) });
const dropped = hubThatSees([seen[0]]);
const silentHub = reading('hub', {
  controllerTrouble: 'Deployment a/b has no pod that is available',
});

const says = (text: RegExp): string => expect.stringMatching(text);

type Case = [
  string,
  Partial<MemberReading>,
  MemberReading | undefined,
  { state: string; since?: string; message?: string },
];

it.each<Case>([
  ['both say so', {}, reading('hub'), { state: 'Up', since }],
  [
    'the spoke was not read',
    { error: 'away' },
    reading('hub'),
    { state: 'Unknown', message: 'away' },
  ],
  [
    'the spoke has no Site, and nothing tells since when',
    { site: undefined },
    reading('hub'),
    { state: 'Down', message: 'Site interconnect-shop/cluster-2 is missing' },
  ],
  [
    'the spoke has no Site, and its Link has noticed',
    { site: undefined, link: link({ Configured: false }, cutAt) },
    reading('hub'),
    { state: 'Down', since: cutAt, message: 'Site interconnect-shop/cluster-2 is missing' },
  ],
  [
    "the spoke's Site is being deleted",
    {
      site: {
        ...site(spoke),
        metadata: { ...site(spoke).metadata, deletionTimestamp: cutAt },
      },
    },
    reading('hub'),
    { state: 'Down', since: cutAt, message: 'Site interconnect-shop/cluster-2 is being deleted' },
  ],
  [
    'the spoke has no Link',
    { link: undefined },
    reading('hub'),
    { state: 'Down', message: `${name} is missing` },
  ],
  [
    "the spoke's Site is not Ready, because the Link keeps its last status",
    { site: site(spoke, status({ Ready: false }, cutAt)) },
    reading('hub'),
    { state: 'Down', since: cutAt, message: 'Site interconnect-shop/cluster-2 is not Ready' },
  ],
  [
    "the spoke's controller does not run",
    { controllerTrouble: 'Deployment a/b has no pod that is available' },
    reading('hub'),
    {
      state: 'Unknown',
      message:
        "Skupper's controller on cluster-2 does not answer: Deployment a/b has no pod that is available",
    },
  ],
  [
    'Skupper has not looked at the Link',
    { link: { ...link(), status: {} } },
    reading('hub'),
    {
      state: 'Unknown',
      message: says(/^Skupper has not taken over Link .* \(Configured: not reported/),
    },
  ],
  [
    'Skupper has only looked at an older spec of the Link',
    {
      link: {
        ...link(),
        metadata: { ...bare.metadata, generation: 2 },
        status: {
          conditions: status().conditions.map(one => ({ ...one, observedGeneration: 1 })),
        },
      },
    },
    reading('hub'),
    { state: 'Unknown', message: says(/^Skupper has not taken over Link /) },
  ],
  [
    'the Link cannot be configured',
    { link: link({ Configured: false }, cutAt) },
    reading('hub'),
    { state: 'Down', since: cutAt, message: says(/is not Configured \(Configured: no/) },
  ],
  [
    'a new Link is not Operational yet',
    { link: link({ Operational: null }) },
    dropped,
    {
      state: 'Unknown',
      message: says(/is not Operational \(Configured: yes, Operational: not reported\)/),
    },
  ],
  [
    'the spoke says that it is down, and the hub has not noticed yet',
    { link: link({ Operational: false }, cutAt) },
    reading('hub'),
    {
      state: 'Down',
      since: cutAt,
      message: `${name} is not Operational (Configured: yes, Operational: no)`,
    },
  ],
  [
    'both say that it is down',
    { link: link({ Operational: false }, longAgo) },
    dropped,
    { state: 'Down', since: longAgo, message: says(/is not Operational/) },
  ],
  [
    'the spoke has said so for long, and the hub lists it all the same',
    { link: link({ Operational: false }, longAgo) },
    reading('hub'),
    {
      state: 'Unknown',
      message: says(/^one end alone says so: .* hub cluster-1 still lists cluster-2/),
    },
  ],
  [
    'the spoke has said so for long, and the hub cannot be read',
    { link: link({ Operational: false }, longAgo) },
    reading('hub', { error: 'away' }),
    { state: 'Down', since: longAgo, message: says(/is not Operational/) },
  ],
  [
    'the hub cannot be read',
    {},
    reading('hub', { error: 'away' }),
    { state: 'Unknown', message: says(/^only cluster-2's side could be read/) },
  ],
  [
    'there is no hub',
    {},
    undefined,
    { state: 'Unknown', message: says(/the hub could not be read$/) },
  ],
  [
    'the hub has no Site',
    {},
    reading('hub', { site: undefined }),
    {
      state: 'Unknown',
      message: says(/Site interconnect-shop\/cluster-1 of hub cluster-1 is missing$/),
    },
  ],
  [
    'the hub does not see the spoke',
    {},
    dropped,
    {
      state: 'Unknown',
      message: 'one end alone says that the link is up: hub cluster-1 does not see cluster-2',
    },
  ],
  [
    'the hub sees an older Site of the spoke',
    {},
    hubThatSees([seen[0], { ...seen[1], id: 'uid-before' }]),
    { state: 'Unknown', message: says(/hub cluster-1 does not see cluster-2$/) },
  ],
  [
    'the hub sees the spoke linked to an older Site of its own',
    {},
    hubThatSees([
      { ...seen[1], links: [{ name: 'l', remoteSiteId: 'uid-before', operational: true }] },
    ]),
    { state: 'Unknown', message: says(/sees cluster-2, but not linked to itself$/) },
  ],
  [
    'the hub sees the link down',
    {},
    hubThatSees([{ ...seen[1], links: [{ name: 'l', remoteSiteId: `uid-${hub}` }] }]),
    { state: 'Unknown', message: says(/hub cluster-1 sees the link down$/) },
  ],
  [
    'the hub lists the link as it was, and as it is',
    {},
    hubThatSees([
      {
        ...seen[1],
        links: [
          { name: 'l', remoteSiteId: `uid-${hub}` },
          { name: 'l', remoteSiteId: `uid-${hub}`, operational: true },
        ],
      },
    ]),
    { state: 'Up', since },
  ],
  [
    "the hub's controller does not run",
    {},
    silentHub,
    { state: 'Unknown', message: says(/Skupper's controller on cluster-1 does not answer/) },
  ],
])('%s', (_, more, hubSeen, expected) => {
  expect(judgeLink({ network, spoke: reading('spoke', more), hub: hubSeen })).toEqual(expected);
});
