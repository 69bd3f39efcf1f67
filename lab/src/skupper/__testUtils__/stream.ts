import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CHECKOUT } from '../../state';
import { NETWORK_STATUS_NAME } from '../api/networkStatus';
import { Site } from '../api/types';
import { CONTROLLED } from '../controller/objects/owners';
import { KubeObject, Service } from '../../kube/types';

const FOLDER = join(CHECKOUT, 'lab/src/skupper/recordings/streams');

/**
 * What the API server of a cluster saw: STATE is what was there at first, MARK says what was done,
 * with no object.
 */
export interface StreamEvent {
  /** Since the start of the scenario, ms. */
  t: number;
  type: 'STATE' | 'ADDED' | 'MODIFIED' | 'DELETED' | 'MARK';
  cluster?: 'hub' | 'spoke';
  object: KubeObject;
  what?: string;
}

/** The scenarios that were recorded with the real controller 2.2.1. */
export const STREAMS = readdirSync(FOLDER).map(file => file.replace('.jsonl', ''));

/** One cluster's part of a scenario, with the marks. */
export function readStream(name: string, cluster: 'hub' | 'spoke'): StreamEvent[] {
  return readFileSync(join(FOLDER, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as StreamEvent)
    .filter(event => !event.cluster || event.cluster === cluster);
}

/**
 * Who did what an event shows: people, routers and load balancers give, the controller and the
 * garbage collector answer.
 */
export type Given = 'written' | 'deleted' | 'running' | undefined;

/**
 * What an event gives to the controller, if it is not the controller's own doing.
 *
 * @param before - the object before the event
 */
export function givenBy({ type, object }: StreamEvent, before: KubeObject | undefined): Given {
  const { kind, metadata } = object;
  if (kind === 'ConfigMap') {
    return metadata.name === NETWORK_STATUS_NAME && type !== 'DELETED' ? 'written' : undefined;
  }
  if (kind === 'Service') {
    return type === 'MODIFIED' && !isDeepStrictEqual(given(object), before && given(before))
      ? 'written'
      : undefined;
  }
  if (kind === 'Site') {
    const message = running(object as Site);
    if (message && message !== (before && running(before as Site))) return 'running';
  }
  if (!isByHand(object)) return undefined;
  if (type === 'DELETED') return 'deleted';
  return type === 'ADDED' || !before || !isDeepStrictEqual(given(object), given(before))
    ? 'written'
    : undefined;
}

/** The message of a Site's condition Running. */
export function running(site: Site): string | undefined {
  return site.status?.conditions?.find(({ type }) => type === 'Running')?.message;
}

function isByHand({ kind, metadata }: KubeObject): boolean {
  if (['Site', 'Link', 'Listener', 'Connector'].includes(kind)) return true;
  return ['Certificate', 'Secret'].includes(kind) && !(CONTROLLED in (metadata.annotations ?? {}));
}

function given({ kind, metadata, spec, status }: KubeObject): unknown {
  const { annotations = {}, labels } = metadata;
  const own = Object.entries(annotations).filter(([name]) => !name.startsWith('internal.skupper'));
  const balancer = kind === 'Service' ? (status as Service['status'])?.loadBalancer : undefined;
  return [own, labels, spec, balancer];
}
