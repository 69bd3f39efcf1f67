import { Endpoint, SiteRecord, Status } from '../api/types';
import { KubeObject } from '../../kube/types';
import { StreamEvent } from './stream';

type Anything = KubeObject<
  { hosts?: string[]; selector?: unknown },
  Status & { endpoints?: Endpoint[]; network?: SiteRecord[]; remoteSiteName?: string }
>;

/**
 * What could be seen of every object, one aspect at a time: whether it is there, each of its
 * conditions, endpoints, network. Only changes are kept, in their order. How two aspects lie to
 * each other is left out: that is chance where two writers are at work.
 */
export type Tracks = Record<string, Array<{ state: string; t: number }>>;

/** Kinds whose states are compared. */
const KINDS = [
  'Site',
  'Link',
  'Listener',
  'Connector',
  'Certificate',
  'RouterAccess',
  'SecuredAccess',
  'Service',
  'Secret',
  'Deployment',
];

export function tracksOf(events: StreamEvent[]): Tracks {
  const tracks: Tracks = {};
  for (const { t, type, object } of events) {
    const note = (aspect: string, state: string) => {
      const track = (tracks[aspect] ??= []);
      if (track.at(-1)?.state !== state) track.push({ state, t });
    };
    if (type === 'MARK' || !KINDS.includes(object.kind)) continue;
    const name = `${object.kind} ${object.metadata.name}`;
    if (type === 'DELETED') {
      for (const aspect of Object.keys(tracks)) {
        if (aspect === name || aspect.startsWith(`${name}: `)) note(aspect, 'gone');
      }
    } else {
      note(name, 'there');
      for (const [aspect, value] of aspects(object as Anything)) note(`${name}: ${aspect}`, value);
    }
  }
  return tracks;
}

function aspects({ kind, spec, status }: Anything): Array<[string, string]> {
  if (kind === 'Deployment' || kind === 'Service') return [];
  const { conditions = [], endpoints = [], network, remoteSiteName } = status ?? {};
  return [
    // Ready follows from the others; see the test of its own.
    ...conditions
      .filter(({ type }) => type !== 'Ready' || kind === 'Certificate')
      .map(({ type, status: value, reason, message }) => {
        return [type, `${value} ${reason} ${message}`] as [string, string];
      }),
    ...(kind.endsWith('Access') || kind === 'Site'
      ? [['endpoints', addresses(endpoints)] as [string, string]]
      : []),
    ...(kind === 'Site'
      ? [['network', (network ?? []).map(summary).sort().join('; ')] as [string, string]]
      : []),
    ...(remoteSiteName ? [['remote site', remoteSiteName] as [string, string]] : []),
    ...(kind === 'Certificate' ? [['hosts', hosts(spec?.hosts)] as [string, string]] : []),
  ];
}

function addresses(endpoints: Endpoint[]): string {
  return endpoints
    .map(({ name, host, port }) => `${name} ${host}:${port}`)
    .sort()
    .join(', ');
}

function hosts(list: string[] = []): string {
  return [...list].sort().join(', ');
}

function summary({ name, links = [], services = [] }: SiteRecord): string {
  const all = services.map(({ routingKey, connectors = [], listeners = [] }) => {
    return `${routingKey} ${connectors.length}/${listeners.length}`;
  });
  const up = links.map(link => `${link.name} ${link.operational ? 'up' : 'down'}`);
  return `${name} [${up}] [${all.sort()}]`;
}
