import { linkNameOf, type ObserveInput } from '@interconnect/backstage-plugin-interconnect-common';
import { linkOf } from '../skupper/objects';
import type { Endpoint } from '../skupper/types';
import { specDifferences } from './differences';
import type { MemberReading } from './MemberReading';

/**
 * What of a spoke's Link is not as it was set, and whether it dials where the hub is now, whatever
 * Skupper says of it: the hub's address may change, and nobody tells the Links.
 */
export function linkDifferences(
  { cluster, link }: MemberReading,
  { network, settings }: ObserveInput,
  hub: MemberReading,
): string[] {
  if (!link) return [];
  const dialled = link.spec?.endpoints ?? [];
  // Without an address the hub says so itself.
  const offered = hub.site?.status?.endpoints ?? [];
  const wanted = linkOf(network, cluster, dialled, {});
  const differences = settings ? specDifferences(wanted, link) : [];
  if (offered.length === 0) return differences;
  const moved = differenceOf(dialled, offered);
  const name = `Link ${network.namespace}/${linkNameOf(cluster)}`;
  return moved ? [`${name} ${moved}`, ...differences] : differences;
}

function differenceOf(dialled: readonly Endpoint[], offered: readonly Endpoint[]) {
  const [there, here] = [dialled, offered].map(endpoints => endpoints.map(addressOf).sort());
  return there.join() === here.join()
    ? undefined
    : `dials ${there.join(', ') || 'nothing'}, the hub is at ${here.join(', ')}`;
}

function addressOf({ name, host, port }: Endpoint): string {
  return `${name} ${host}:${port}`;
}
