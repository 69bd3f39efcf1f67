import { DesiredNetwork } from './DesiredNetwork';
import { FieldError } from './errors';
import { Application, NetworkDocument } from './schema';

/** Names of the Services that an application is known to expose. */
export function exposedNames(application: Application, desired: DesiredNetwork): string[] {
  const { expose, source } = application;
  if (!expose) {
    return [];
  }
  return source.kind === 'existing'
    ? source.services
    : (desired.exposed?.[desired.manifests[source.url]] ?? []).map(({ name }) => name);
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
      earlier.push(application);
      seen.set(service, earlier);
    }
  });
  return errors;
}

/**
 * What two applications of a network cannot share, once the manifests have been read: a Service
 * that is exposed, or the same manifest in the same place.
 *
 * @public
 */
export function checkServices(desired: DesiredNetwork): FieldError[] {
  return [
    ...sameServiceErrors(desired.document, application => exposedNames(application, desired)),
    ...sameManifestErrors(desired),
  ];
}

/** Both would make the same objects. */
function sameManifestErrors({ document, manifests }: DesiredNetwork): FieldError[] {
  const applications = document.applications ?? [];
  const apart = apartness();
  const sameBytes = (one: string, other: string) =>
    one === other || (manifests[one] !== undefined && manifests[one] === manifests[other]);
  return applications.flatMap((application, index) => {
    const { source } = application;
    const other = applications
      .slice(0, index)
      .find(
        earlier =>
          source.kind === 'manifests' &&
          earlier.source.kind === 'manifests' &&
          sameBytes(earlier.source.url, source.url) &&
          !apart(earlier, application),
      );
    return other
      ? [
          {
            field: `applications[${index}].source`,
            message: `is the manifest of application '${other.name}', in the same namespace on the same cluster`,
            accepted: 'another manifest, another namespace or other clusters',
          },
        ]
      : [];
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
