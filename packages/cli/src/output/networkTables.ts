import {
  ClusterInfo,
  Network,
  NetworkSelector,
  resolvedSpec,
  someOf,
  textTable,
} from '@interconnect/backstage-plugin-interconnect-common';
import { Io } from '../Io';
import { ago } from './ago';
import { painter } from './colours';
import { paragraphs } from './formats';
import { selectorLine } from './rolloutTables';

/** Networks, one a row. */
export function networksTable(networks: Network[], io: Io): string {
  const rows = networks.map(network => {
    const { project, name, spec, status, rollout } = network;
    return [
      `${project}/${name}`,
      status.phase,
      spec.hub?.cluster ?? '-',
      resolvedSpec(network).spokes?.length ?? 0,
      status.services.length,
      rollout?.state ?? '-',
      ago(status.observedAt, io.now()),
    ];
  });
  const head = ['NETWORK', 'PHASE', 'HUB', 'SPOKES', 'SERVICES', 'ROLLOUT', 'OBSERVED'];
  return textTable(head, rows, painter(io.colour)) || 'No networks';
}

/** Clusters, one a row. */
export function clustersTable(clusters: ClusterInfo[]): string {
  const rows = clusters.map(({ name, title, labels = {}, unusable }) => [
    name,
    title ?? '-',
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',') || '-',
    unusable ?? '-',
  ]);
  return textTable(['CLUSTER', 'TITLE', 'LABELS', 'NOT USABLE'], rows) || 'No clusters';
}

/** One network: its members and services as they were observed. */
export function networkTables(network: Network, io: Io): string {
  const { members, services } = network.status;
  const paint = painter(io.colour);
  return paragraphs(
    networksTable([network], io),
    textTable(
      ['CLUSTER', 'ROLE', 'STATE', 'LINK', 'OBSERVED', 'MESSAGE'],
      members.map(({ cluster, role, state, link, observedAt, message }) => [
        ...[cluster, role, state, link?.state ?? '-', ago(observedAt, io.now())],
        link?.message ?? message ?? '',
      ]),
      paint,
    ),
    ...(network.selectors ?? []).map(selectorTexts),
    textTable(
      ['SERVICE', 'SERVER', 'STATE', 'NOT REACHED FROM', 'ADDRESSES'],
      services.map(({ name, port, cluster, state, reach, addresses }) => [
        ...[`${name}:${port}`, cluster, state, reach?.unreachable?.join(',') || '-'],
        addresses.join(' '),
      ]),
      paint,
    ),
  );
}

/** What a selector has chosen, and what it would choose otherwise by now. */
function selectorTexts(selector: NetworkSelector): string {
  const { joining = [], leaving = [] } = selector;
  return [
    `Spokes by labels: ${selectorLine(selector)}`,
    ...(joining.length > 0 ? [`  match and are no members: ${someOf(joining)}`] : []),
    ...(leaving.length > 0 ? [`  members that no longer match: ${someOf(leaving)}`] : []),
  ].join('\n');
}
