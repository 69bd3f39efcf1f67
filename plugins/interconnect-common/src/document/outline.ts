import { limits } from './fields';

/**
 * What can be understood of a document that may be wrong elsewhere: whatever has the right type, at its own index.
 * The checks between fields work on it, so that a request learns of everything that is wrong at once.
 */
export interface Outline {
  namespace?: string;
  hub?: { cluster?: string; addresses: Text[]; allowedSources: Text[] };
  spokes: { cluster?: string }[];
  applications: {
    name?: string;
    clusters: Text[];
    namespace?: string;
    expose: boolean;
    /** Names of Services, of an `existing` source. */
    services: Text[];
  }[];
}

type Text = string | undefined;

export function outlineOf(body: unknown): Outline {
  const document = record(body);
  const hub = document.hub === undefined ? undefined : record(document.hub);
  const loadBalancer = record(hub?.loadBalancer);
  return {
    namespace: text(document.namespace),
    hub: hub && {
      cluster: text(hub.cluster),
      addresses: list(loadBalancer.addresses, limits.ranges).map(text),
      allowedSources: list(loadBalancer.allowedSources, limits.ranges).map(text),
    },
    spokes: list(document.spokes, limits.spokes).map(spoke => ({
      cluster: text(record(spoke).cluster),
    })),
    applications: list(document.applications, limits.applications)
      .map(record)
      .map(({ name, clusters, namespace, expose, source }) => ({
        name: text(name),
        clusters: list(clusters, limits.members).map(text),
        namespace: text(namespace),
        expose: expose === true,
        services: list(record(source).services, limits.services).map(text),
      })),
  };
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** As many as there may be: the shape refuses a longer list. */
function list(value: unknown, most: number): unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/** Empty texts are refused by the shape already. */
function text(value: unknown): Text {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
