import {
  managedBy,
  managedByLabel,
  networkLabel,
  projectLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import { type ClusterClient, keyOf, textOf } from '../client';
import { networkOwnership } from '../cluster/labels';
import { mirrorKinds } from './mirrorKinds';
import type { MirroredNetwork } from './mirroredNetwork';
import type { MirrorObject } from './mirrorStatus';
import { isReconciling, type OpenRollout, rolloutStatus, stands } from './rolloutStatus';
import { mirrorObjects } from './writeMirror';

/**
 * Who writes what a rollout adds: it is kept and removed beside what readings write, and neither
 * has to know of the other.
 */
const manager = 'interconnect-rollouts';

const kinds = mirrorKinds.filter(({ kind }) => kind === 'Network');

/**
 * Shows on the management cluster which networks have a rollout that has not ended. A network of
 * which nothing is applied yet appears with it. While nothing changes, nothing is written.
 *
 * @returns what went wrong, in sentences
 */
export async function writeRollouts(
  client: ClusterClient,
  rollouts: readonly OpenRollout[],
  shortNames: string | undefined,
): Promise<string[]> {
  const labelSelector = `${managedByLabel}=${managedBy}`;
  const lists = await Promise.all(
    kinds.map(kind => client.list<MirrorObject>(kind, { labelSelector })),
  );
  const standing = new Map(lists.flat().map(object => [keyOf(object), object]));
  const open = new Set<string>();
  const problems: string[] = [];
  const attempt = (work: () => Promise<unknown>) =>
    work().catch(error => problems.push(textOf(error)));

  for (const rollout of rollouts) {
    for (const [key, { object }] of mirrorObjects(unobserved(rollout), shortNames)) {
      const known = standing.get(key);
      if (known && !isOf(known, rollout)) continue;
      open.add(key);
      if (!known && rollout.operation === 'delete') continue;
      await attempt(async () => {
        const owner = networkOwnership(rollout.network);
        await show(known ?? (await client.apply<MirrorObject>(object, owner)), rollout);
      });
    }
  }
  const ended = [...standing].filter(([key, one]) => !open.has(key) && isReconciling(one));
  for (const [, object] of ended) await attempt(() => show(object, undefined));
  return problems;

  async function show(object: MirrorObject, rollout: OpenRollout | undefined) {
    const status = rolloutStatus(rollout, object);
    if (rollout && stands(status, object)) return;
    await client.applyStatus({ ...object, status }, manager);
  }
}

/** What is shown of a network that nobody has looked at. */
function unobserved({ network }: OpenRollout): MirroredNetwork {
  const counts = {};
  return { network, members: [], services: [], seen: { state: 'Unknown' }, counts };
}

function isOf({ metadata: { labels } }: MirrorObject, { network }: OpenRollout): boolean {
  return labels?.[projectLabel] === network.project && labels[networkLabel] === network.name;
}
