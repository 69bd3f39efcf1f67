import type { NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { labelSelectorOf } from '@interconnect/backstage-plugin-interconnect-common';
import { mapBounded } from '../bounded';
import { type ClusterClient, keyOf, textOf } from '../client';
import { covers } from '../client/applied';
import { networkOwnership } from '../cluster/labels';
import { dueObjects, type Wanted } from './dueObjects';
import { mirrorKinds, networkKind } from './mirrorKinds';
import { mirrorName, networkParts } from './mirrorName';
import { type MirrorObject, mirrorStatus } from './mirrorStatus';
import type { MirroredNetwork } from './mirroredNetwork';

/** Writes to the management cluster at once. */
const concurrency = 8;

/**
 * Shows on the management cluster what is known of a network: makes, changes and removes its
 * objects there, and no others. An object that cannot be written holds up none of the others.
 *
 * @param readAt - time of the reading
 * @param shortNames - project whose networks go by their name alone
 * @returns what went wrong, in sentences
 */
export async function writeMirror(
  client: ClusterClient,
  { mirrored, readAt }: { mirrored: MirroredNetwork; readAt: string },
  shortNames: string | undefined,
): Promise<string[]> {
  const { network } = mirrored;
  const wanted = mirrorObjects(mirrored, shortNames);
  const standing = await mirroredObjects(client, network);
  if ([...standing.values()].some(one => isNewer(one, readAt))) return [];
  const problems: string[] = [];
  const attempt = (work: () => Promise<unknown>) =>
    work().catch(error => problems.push(textOf(error)));
  const write = async ([key, { object, entry }]: [string, Wanted]) => {
    const known = standing.get(key);
    const current =
      known && covers(known.spec, object.spec)
        ? known
        : await client.apply<MirrorObject>(object, networkOwnership(network));
    const status = mirrorStatus(entry, current, readAt);
    await client.applyStatus({ ...current, status });
  };
  const [itself, ...others] = dueObjects(wanted, standing, readAt);
  await write(itself);
  await mapBounded(others, concurrency, one => attempt(() => write(one)));
  const left = [...standing].filter(([key]) => !wanted.has(key));
  await mapBounded(left, concurrency, ([, object]) => attempt(() => client.remove(object)));
  return problems;
}

/** Removes everything that is shown of a network. */
export async function removeMirror(
  client: ClusterClient,
  network: Pick<NetworkRef, 'project' | 'name'>,
): Promise<void> {
  const standing = [...(await mirroredObjects(client, network)).values()];
  const isItself = ({ apiVersion }: MirrorObject) => apiVersion === networkKind.apiVersion;
  const others = standing.filter(object => !isItself(object));
  await mapBounded(others, concurrency, object => client.remove(object));
  await mapBounded(standing.filter(isItself), concurrency, object => client.remove(object));
}

/** Readings may overtake each other. */
function isNewer({ kind, status }: MirrorObject, readAt: string): boolean {
  return kind === 'Network' && Date.parse(status?.observedAt ?? '') > Date.parse(readAt);
}

/** The objects of a network, by key, itself first. */
export function mirrorObjects(
  mirrored: MirroredNetwork,
  shortNames: string | undefined,
): Map<string, Wanted> {
  const { network } = mirrored;
  const ending = networkParts(network, shortNames);
  return new Map(
    mirrorKinds.flatMap(({ apiVersion, kind, entries }) =>
      entries(mirrored).map(entry => {
        const object: MirrorObject = {
          apiVersion,
          kind,
          metadata: {
            name: mirrorName([...entry.parts, ...ending]),
            labels: networkOwnership(network),
          },
          spec: entry.spec,
        };
        return [keyOf(object), { object, entry }] as const;
      }),
    ),
  );
}

async function mirroredObjects(
  client: ClusterClient,
  network: Pick<NetworkRef, 'project' | 'name'>,
): Promise<Map<string, MirrorObject>> {
  const labelSelector = labelSelectorOf(network);
  const lists = await mapBounded(mirrorKinds, concurrency, kind =>
    client.list<MirrorObject>(kind, { labelSelector }),
  );
  return new Map(lists.flat().map(object => [keyOf(object), object]));
}
