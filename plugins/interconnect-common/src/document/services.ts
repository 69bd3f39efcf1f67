import { someOf } from '../text/plainText';
import { groupOf } from './clusterScoped';
import { DesiredNetwork } from './DesiredNetwork';
import { FieldError } from './errors';
import { ManifestObject } from './manifests';
import { Application, NetworkDocument } from './schema';
import { digestOf, sourceFieldOf } from './sources';
import { tlsSecretOf } from './tlsSecrets';

/** Names of the Services that an application is known to expose. */
export function exposedNames(application: Application, desired: DesiredNetwork): string[] {
  const { expose, source } = application;
  if (!expose) {
    return [];
  }
  return source.kind === 'existing'
    ? source.services
    : (desired.exposed?.[digestOf(application, desired) ?? ''] ?? []).map(({ name }) => name);
}

/**
 * Within a network a Service is reached by its name alone. Therefore two applications cannot expose
 * a Service of the same name, except the same Service on different clusters: these share the
 * traffic.
 */
export function sameServiceErrors(
  document: NetworkDocument,
  namesOf: (application: Application) => string[],
): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Map<string, Application[]>();
  const apart = apartness();
  (document.applications ?? []).forEach((application, index) => {
    const names =
      application.expose && application.source.kind === 'existing'
        ? application.source.services
        : namesOf(application);
    for (const service of new Set(names)) {
      const earlier = seen.get(service) ?? [];
      const other = earlier.find(
        one => one.namespace !== application.namespace || !apart(one, application),
      );
      if (other) {
        errors.push({
          field: `applications[${index}]`,
          message: `exposes the Service '${service}' of namespace '${application.namespace}', and application '${other.name}' exposes one of the same name in namespace '${other.namespace}'`,
          accepted: 'Services of different names, or the same Service on different clusters',
        });
      }
      for (const [key, isAnother] of other ? [] : Object.entries(sharedByService)) {
        const twin = earlier.find(one => isAnother(one, application));
        if (twin) {
          errors.push({
            field: `applications[${index}].${key}`,
            message: `is another one than that of application '${twin.name}', which exposes the Service '${service}' too`,
            accepted: 'the same for all applications that expose one Service',
          });
        }
      }
      earlier.push(application);
      seen.set(service, earlier);
    }
  });
  return errors;
}

/** Fields that applications which expose the same Service have in common, and when they differ. */
const sharedByService = {
  tls: (one, other) => one.tls !== other.tls,
  shortAddress: (one, other) => (one.shortAddress ?? true) !== (other.shortAddress ?? true),
} satisfies Partial<Record<keyof Application, (one: Application, other: Application) => boolean>>;

/**
 * What two applications of a network cannot share, once the manifests have been read: a Service
 * that is exposed, or an object of the same name in the same place.
 *
 * @param manifests - those that were read, with the field that names each
 * @public
 */
export function checkServices(
  desired: DesiredNetwork,
  manifests: readonly { field: string; objects: readonly ManifestObject[] }[],
): FieldError[] {
  return [
    ...sameServiceErrors(desired.document, application => exposedNames(application, desired)),
    ...sameObjectErrors(desired.document, manifests),
    ...sameSecretErrors(desired),
  ];
}

/** A server would have the Secret of another one, after whose application it is named. */
function sameSecretErrors(desired: DesiredNetwork): FieldError[] {
  const apart = apartness();
  const servers = (desired.document.applications ?? []).filter(({ tls }) => tls);
  return (desired.document.applications ?? []).flatMap((application, index) => {
    const secret = application.tls && tlsSecretOf(application, desired);
    const other = servers.find(
      one =>
        one !== application && tlsSecretOf(one, desired) === secret && !apart(one, application),
    );
    return secret && other
      ? [
          {
            field: `applications[${index}].tls`,
            message: `needs the Secret ${secret}, which application '${other.name}' needs in the same namespace on the same cluster`,
            accepted: 'another name of the application or its Deployment, or other namespaces',
          },
        ]
      : [];
  });
}

/** Each would take the object from the other; the one that is removed would take it along. */
function sameObjectErrors(
  { applications = [] }: NetworkDocument,
  manifests: readonly { field: string; objects: readonly ManifestObject[] }[],
): FieldError[] {
  const objects = new Map(manifests.map(({ field, objects: read }) => [field, read]));
  const holders = new Map<string, Application[]>();
  const apart = apartness();
  return applications.flatMap((application, index) => {
    const field = sourceFieldOf(application, index);
    const shared = new Map<Application, string[]>();
    for (const { apiVersion, kind, metadata } of objects.get(field) ?? []) {
      const key = JSON.stringify([application.namespace, groupOf(apiVersion), kind, metadata.name]);
      const earlier = holders.get(key) ?? [];
      const other = earlier.find(one => !apart(one, application));
      if (other) {
        shared.set(other, [...(shared.get(other) ?? []), `${kind} ${metadata.name}`]);
      }
      holders.set(key, [...earlier, application]);
    }
    return [...shared].map(([other, names]) => ({
      field,
      message: `${someOf(names, 5)} of application '${application.name}' ${names.length === 1 ? 'is' : 'are'} in the manifest of application '${other.name}' as well, in the same namespace on the same cluster`,
      accepted:
        'each object in the manifest of one application, other namespaces, or other clusters',
    }));
  });
}

/**
 * Whether two applications have no namespace on a cluster in common. Documents with thousands of
 * clusters are asked often.
 */
function apartness(): (one: Application, other: Application) => boolean {
  const clusters = new Map<Application, Set<string>>();
  const clustersOf = (application: Application) => {
    const known = clusters.get(application) ?? new Set(application.clusters);
    clusters.set(application, known);
    return known;
  };
  return (one, other) => {
    const theirs = clustersOf(other);
    return one.namespace !== other.namespace || !one.clusters.some(name => theirs.has(name));
  };
}
