import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import { parseAllDocuments } from 'yaml';
import { mirrorKinds } from './mirrorKinds';
import { mirroredNetwork, unappliedNetwork } from './mirroredNetwork';

const network = { project: 'edge-shop', name: 'shop', namespace: 'interconnect-shop' };
const observedAt = '2026-11-29T10:00:00.000Z';
const service = {
  application: 'my-backend',
  cluster: 'cluster-1',
  namespace: 'shop',
  name: 'my-backend',
};
const observation: NetworkObservation = {
  observedAt,
  members: [
    { cluster: 'cluster-1', role: 'hub', state: 'Ready', observedAt },
    { cluster: 'cluster-2', role: 'spoke', state: 'Ready', observedAt, link: { state: 'Up' } },
    {
      cluster: 'cluster-3',
      role: 'spoke',
      state: 'NotReady',
      observedAt,
      message: 'Link is down',
      link: { state: 'Down', since: observedAt, message: 'no connection' },
    },
    { cluster: 'cluster-4', role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } },
  ],
  services: [
    { ...service, port: 8080, state: 'Ready' },
    { ...service, port: 443, state: 'Unknown' },
  ],
};
const mirrored = mirroredNetwork(network, observation);
const statuses = (kind: string) =>
  mirrorKinds
    .find(one => one.kind === kind)!
    .entries(mirrored)
    .map(({ status, seen }) => ({ ...status, state: seen.state }));

describe('what the mirror shows', () => {
  it('calls a link Linked only when it was observed Up', () => {
    expect(statuses('Link')).toEqual([
      { phase: 'Linked', state: 'Up' },
      { phase: 'Linking', state: 'Down' },
      { phase: 'Unknown', state: 'Unknown' },
    ]);
  });

  it('has the phases of the members, and which of them has a load balancer', () => {
    expect(statuses('Cluster')).toEqual([
      { phase: 'Running', ingressType: 'LoadBalancer', state: 'Ready' },
      { phase: 'Running', ingressType: 'None', state: 'Ready' },
      { phase: 'Configuring', ingressType: 'None', state: 'NotReady' },
      { phase: 'Unknown', ingressType: 'None', state: 'Unknown' },
    ]);
  });

  it('shows a Service once, and as bad as its worst port', () => {
    expect(statuses('Service')).toEqual([{ phase: 'Unknown', state: 'Unknown' }]);
    expect(mirrored.services).toMatchObject([{ ports: [443, 8080] }]);
  });

  it('says what is wrong with a Service, and once', () => {
    const services = [8080, 443].map(port => ({
      ...service,
      ...{ port, state: 'NotReady' as const, message: 'no pods that are ready' },
    }));
    const { seen, services: shown } = mirroredNetwork(network, { ...observation, services });
    expect(shown[0].seen.message).toBe('no pods that are ready');
    expect(seen.message).toContain(
      'shop/my-backend:443 of cluster-1 is NotReady: no pods that are ready',
    );
    const members = [{ ...observation.members[0], message: 'no pods that are ready' }];
    expect(mirroredNetwork(network, { observedAt, members, services }).seen.message).toBe(
      'shop/my-backend:8080 of cluster-1 is NotReady; shop/my-backend:443 of cluster-1 is NotReady',
    );
  });

  it('judges the network as the portal does, and says why', () => {
    expect(statuses('Network')).toEqual([
      { members: '2/4', links: '1/3', services: '0/1', state: 'Degraded' },
    ]);
    expect(mirrored.seen.message).toBe(
      'link of cluster-3 is Down: no connection; cluster-3 is NotReady: Link is down; ' +
        'link of cluster-4 is Unknown; ' +
        'shop/my-backend:443 of cluster-1 is Unknown',
    );
  });

  it('has a definition and rights for each kind, and no others', () => {
    const read = (file: string) =>
      parseAllDocuments(readFileSync(join(__dirname, '../../../deploy/mirror', file), 'utf8')).map(
        document => document.toJS(),
      );
    const definitions = read('crds.yaml').map(({ spec }) => ({
      apiVersion: `${spec.group}/${spec.versions[0].name}`,
      kind: spec.names.kind,
      resource: `${spec.names.plural}.${spec.group}`,
    }));
    expect(definitions.map(({ apiVersion, kind }) => ({ apiVersion, kind }))).toEqual(
      mirrorKinds.map(({ apiVersion, kind }) => ({ apiVersion, kind })),
    );
    const [role] = read('rbac.yaml');
    const resources = (ending: string) =>
      role.rules.flatMap(({ apiGroups, resources: named }: Record<string, string[]>) =>
        named
          .filter(name => name.includes('/') === (ending !== ''))
          .map(name => `${name.replace('/status', '')}.${apiGroups[0]}`),
      );
    const wanted = definitions.map(({ resource }) => resource).sort();
    expect(resources('').sort()).toEqual(wanted);
    expect(resources('/status').sort()).toEqual(wanted);
  });
});

it('shows what stands on no member as the API says it, and as not observed', () => {
  const members: NetworkObservation['members'] = [
    { cluster: 'cluster-1', role: 'hub', state: 'Unknown' },
    { cluster: 'cluster-2', role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } },
  ];
  const services = [{ ...service, port: 8080, state: 'Unknown' as const }];
  const failed = { phase: 'Degraded' as const, members, services };
  const seen = mirrorKinds.flatMap(({ entries }) =>
    entries(unappliedNetwork(network, failed, observedAt)).map(entry => entry.seen),
  );
  // Two of the network, and two kinds of two members, one link and one Service.
  expect(seen).toHaveLength(10);
  expect(seen[0]).toEqual({
    state: 'Degraded',
    message: 'not everything that was asked for is applied',
  });
  expect(seen.slice(2).map(({ state }) => state)).toEqual(Array(8).fill('Unknown'));
  expect(seen.filter(one => one.observedAt)).toEqual([]);
  const empty = { phase: 'Empty' as const, members: [], services: [] };
  expect(unappliedNetwork(network, empty, observedAt).seen).toEqual({ state: 'Empty' });
});
