import { AddressRange, overlap, parseRange } from '../document/addressRanges';
import { DesiredNetwork, networkRefOf } from '../document/DesiredNetwork';
import { FieldError } from '../document/errors';
import { exposedNames } from '../document/services';
import { Application, ResolvedDocument } from '../document/schema';
import { aliasNamespace } from '../network/names';
import { tlsSecretOf } from '../document/tlsSecrets';
import { foreignNamespaceErrors } from '../tenancy/foreignNamespaces';
import { AppliedNetwork } from './types';

type Named = Pick<DesiredNetwork, 'project' | 'name' | 'document'>;

/**
 * What a new document cannot change: the cluster of the hub and the namespace, as long as the
 * network has members before and after. Also looks at what still stands on the clusters, if it is
 * given: the remains of a removal that failed hold the hub and the namespace too.
 *
 * @public
 */
export function checkChange(
  previous: Named | undefined,
  next: Named,
  applied: AppliedNetwork = {},
): FieldError[] {
  const { hub } = next.document;
  if (!hub) {
    return [];
  }
  const inputs = Object.values(applied).map(({ input }) => input);
  const held = previous?.document.hub
    ? { hub: previous.document.hub.cluster, namespace: networkRefOf(previous).namespace }
    : {
        hub: inputs.flatMap(input => (input.kind === 'createNetwork' ? [input.cluster] : []))[0],
        namespace: inputs[0]?.network.namespace,
      };
  const advice = 'delete the network first, or ask for another one';
  const errors: FieldError[] = [];
  if (held.hub !== undefined && held.hub !== hub.cluster) {
    errors.push({
      field: 'hub.cluster',
      message: `'${hub.cluster}' cannot become the hub, because the network has members and its hub is '${held.hub}'`,
      accepted: `'${held.hub}' (${advice})`,
    });
  }
  const { namespace } = networkRefOf(next);
  if (held.namespace !== undefined && held.namespace !== namespace) {
    errors.push({
      field: 'namespace',
      message: `cannot become '${namespace}', because the network has members in namespace '${held.namespace}'`,
      accepted: `'${held.namespace}' (${advice})`,
    });
  }
  return errors;
}

/**
 * Clashes with other networks: overlapping pools on one hub, one namespace on a shared member, one
 * Service name on a shared member (both would claim `<service>.interconnect`, unless one leaves it
 * to the other), applications with TLS in one namespace there (both would claim
 * `skupper-tls-client`), or applications of two projects.
 *
 * @param others - all other networks that have members, of all projects
 * @param isNamed - whether the texts may name such a network; the others are "another network", and
 *   their applications and addresses are not named either
 * @public
 */
export function checkAgainstOthers(
  desired: DesiredNetwork,
  others: DesiredNetwork[],
  isNamed: (other: DesiredNetwork) => boolean = () => true,
): FieldError[] {
  return others
    .filter(({ project, name }) => project !== desired.project || name !== desired.name)
    .flatMap(other => {
      const theirs = new Set(membersOf(other.document));
      const shared = membersOf(desired.document).filter(cluster => theirs.has(cluster));
      if (shared.length === 0) return [];
      const named = isNamed(other);
      const errors = [
        ...poolErrors(desired, other, named),
        ...namespaceClashes(desired, other, { shared, named }),
        ...serviceClashes(desired, other, { shared, named }),
        ...secretClashes(desired, other, { shared, named }),
        ...foreignNamespaceErrors(desired, other, nameOf(other, named)),
      ];
      const holder = { project: other.project, network: other.name };
      return errors.map(error => (named ? { ...error, holder } : error));
    });
}

/** Clusters of a document, the hub first. @public */
export function membersOf({ hub, spokes = [] }: ResolvedDocument): string[] {
  return hub ? [hub.cluster, ...spokes.map(({ cluster }) => cluster)] : [];
}

function poolErrors(desired: Named, other: Named, named: boolean): FieldError[] {
  const { hub } = desired.document;
  const theirs = other.document.hub;
  if (!hub || hub.cluster !== theirs?.cluster) {
    return [];
  }
  const taken = ranges(theirs.loadBalancer?.addresses);
  return ranges(hub.loadBalancer?.addresses).flatMap(({ text, range, index }) => {
    const clash = taken.find(their => overlap(their.range, range));
    return clash
      ? [
          {
            field: `hub.loadBalancer.addresses[${index}]`,
            message: `'${text}' overlaps ${named ? `'${clash.text}'` : 'addresses'} of ${nameOf(
              other,
              named,
            )} on cluster '${hub.cluster}'`,
            accepted: 'addresses that no other network has on that cluster',
          },
        ]
      : [];
  });
}

function namespaceClashes(
  desired: Named,
  other: Named,
  { shared, named }: { shared: string[]; named: boolean },
): FieldError[] {
  const { namespace } = networkRefOf(desired);
  const theirs = networkRefOf(other).namespace;
  const errors: FieldError[] = [];
  if (namespace === theirs) {
    errors.push({
      field: 'namespace',
      message: `'${namespace}' is held by ${nameOf(other, named)} on ${clusters(shared)}`,
      accepted: 'a namespace that no other network or application has there',
    });
  }
  (desired.document.applications ?? []).forEach((application, index) => {
    if (application.namespace === theirs && application.clusters.some(on(shared))) {
      errors.push({
        field: `applications[${index}].namespace`,
        message: `'${theirs}' is held by ${nameOf(other, named)} on ${clusters(shared)}`,
        accepted: 'a namespace of the application',
      });
    }
  });
  const guest = (other.document.applications ?? []).find(
    application => application.namespace === namespace && application.clusters.some(on(shared)),
  );
  if (guest) {
    errors.push({
      field: 'namespace',
      message: `'${namespace}' is the namespace of ${
        named ? `application '${guest.name}'` : 'an application'
      } of ${nameOf(other, named)} on ${clusters(guest.clusters.filter(on(shared)))}`,
      accepted: 'a namespace that no other network or application has there',
    });
  }
  return errors;
}

function serviceClashes(
  desired: DesiredNetwork,
  other: DesiredNetwork,
  { shared, named }: { shared: string[]; named: boolean },
): FieldError[] {
  const theirs = new Set((other.document.applications ?? []).flatMap(shortNames(other)));
  const others = 'Services with names that no other network exposes on the same members';
  // There the network's own addresses are the short ones.
  const needsShort = networkRefOf(desired).namespace === aliasNamespace;
  return (desired.document.applications ?? []).flatMap((application, index) =>
    [...new Set(shortNames(desired)(application))]
      .filter(service => theirs.has(service))
      .map(service => ({
        field: `applications[${index}]${needsShort ? '' : '.shortAddress'}`,
        message: `the address ${service}.${aliasNamespace} of the Service '${service}' is held by ${nameOf(
          other,
          named,
        )} on ${clusters(shared)}`,
        accepted: needsShort ? others : `false for the network's own addresses only, or ${others}`,
      })),
  );
}

/** Services of an application that have an address in the namespace of all networks. */
function shortNames(network: DesiredNetwork) {
  return (application: Application) =>
    application.shortAddress === false ? [] : exposedNames(application, network);
}

/** Networks have authorities of their own, and a Secret holds those of one. */
function secretClashes(
  desired: DesiredNetwork,
  other: DesiredNetwork,
  { shared, named }: { shared: string[]; named: boolean },
): FieldError[] {
  const theirs = (other.document.applications ?? []).map(application => ({
    ...application,
    secret: tlsSecretOf(application, other),
  }));
  return (desired.document.applications ?? []).flatMap((application, index) => {
    const { namespace } = application;
    const secret = tlsSecretOf(application, desired);
    const isShared = on(shared);
    const places = theirs
      .filter(their => secret && their.secret === secret && their.namespace === namespace)
      .flatMap(their => their.clusters.filter(isShared))
      .filter(on(application.clusters));
    return places.length > 0
      ? [
          {
            field: `applications[${index}].namespace`,
            message: `'${namespace}' has the Secret ${secret} of ${nameOf(other, named)} on ${clusters([...new Set(places)])}`,
            accepted: 'a namespace in which no other network with TLS has applications',
          },
        ]
      : [];
  });
}

function ranges(addresses: string[] = []): { text: string; range: AddressRange; index: number }[] {
  return addresses.flatMap((text, index) => {
    const range = parseRange(text);
    return 'error' in range ? [] : [{ text, range, index }];
  });
}

function on(clusterNames: string[]) {
  const known = new Set(clusterNames);
  return (cluster: string) => known.has(cluster);
}

function nameOf({ project, name }: Named, named: boolean): string {
  return named ? `network ${project}/${name}` : 'another network';
}

/** "cluster 'a'", "clusters 'a', 'b'", at most three by name. */
function clusters(names: string[]): string {
  const some = names
    .slice(0, 3)
    .map(name => `'${name}'`)
    .join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${names.length === 1 ? 'cluster' : 'clusters'} ${some}${more}`;
}
