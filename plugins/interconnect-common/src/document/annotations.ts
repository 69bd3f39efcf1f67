import { Scheme, toldScheme } from '../network/scheme';
import { nearest } from '../text/nearest';
import { isAnnotationKey, isRecord } from './disclosure';
import { FieldError } from './errors';
import { ObjectPath, pathText, Problem } from './objectShape';
import { protocolOf, readServiceSpec, ServicePort, ServiceSpec } from './serviceShape';
import { kindOf, shorten } from './shapeErrors';

/** Of the seed's annotations: the values below it may be quoted, see `disclosure.ts`. */
export const annotationPrefix = 'network.app.edge-orchestrator.intel.com';

/** The seed's annotations on a server's Service. @public */
export const annotations = {
  /** `"true"`: the Service is exposed. */
  exposeService: `${annotationPrefix}/expose-service`,
  /** One port, `"8080"`. */
  exposePort: `${annotationPrefix}/expose-port`,
  /** Several ports, `"80,443"`. */
  exposePorts: `${annotationPrefix}/expose-ports`,
} as const;

/** What is looked at of a Service. @public */
export interface ServiceLike {
  name: string;
  namespace: string;
  annotations?: Record<string, unknown>;
  /** As Kubernetes or a manifest has it; what is wrong there, `exposedPorts` tells. */
  spec?: unknown;
}

/** What is wrong with a Service, and where it stands there. @public */
export interface ServiceError extends FieldError {
  path: ObjectPath;
}

/** What a Service exposes. @public */
export interface ExposedPorts {
  /** In ascending order; empty if the Service is not annotated, or wrongly. */
  ports: number[];
  /** How addresses of these ports begin, where the Service tells; absent: it does not. */
  schemes?: Record<number, Scheme>;
  /** What has the number of an exposed port and is not exposed: `53/UDP`. */
  lost: string[];
  /** `field` names Service and annotation. */
  errors: ServiceError[];
}

/** `ServiceLike` of a Service as Kubernetes or a manifest has it. @public */
export function serviceLikeOf(service: { metadata?: unknown; spec?: unknown }): ServiceLike {
  const metadata = isRecord(service.metadata) ? service.metadata : {};
  return {
    name: text(metadata.name) ?? '',
    namespace: text(metadata.namespace) ?? '',
    annotations: isRecord(metadata.annotations) ? metadata.annotations : undefined,
    spec: service.spec,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * The ports that a Service exposes by its annotations. Without `expose-service`, or with `"false"`,
 * none; with `"true"` those of `expose-port` and `expose-ports` together, or all of the Service if
 * neither is there. A wrong value is an error, never silently "not exposed".
 *
 * @public
 */
export function exposedPorts(service: ServiceLike): ExposedPorts {
  const given = service.annotations ?? {};
  const problems: Problem[] = [];
  const refuse = (annotation: string, message: string, accepted: string) =>
    problems.push({ path: ['metadata', 'annotations', annotation], message, accepted });
  const done = (ports: Iterable<number> = [], lost: string[] = []): ExposedPorts => ({
    ports: problems.length > 0 ? [] : [...ports].sort((a, b) => a - b),
    lost: problems.length > 0 ? [] : lost,
    errors: problems.map(problem => serviceError(service, problem)),
  });

  problems.push(...unknownAnnotations(['metadata', 'annotations'], given));
  const expose = given[annotations.exposeService];
  if (expose === undefined || expose === 'false') {
    return done();
  }
  if (expose !== 'true') {
    refuse(annotations.exposeService, wrongValue(expose), '"true" or "false", in quotes');
    return done();
  }
  const read = readServiceSpec(service.spec);
  if ('problems' in read) {
    problems.push(...read.problems);
    return done();
  }
  const ports = read.value.ports ?? [];
  const available = new Set(
    ports.filter(port => protocolOf(port) === 'TCP').map(({ port }) => port),
  );
  const asked = new Set<number>();
  for (const annotation of [annotations.exposePort, annotations.exposePorts]) {
    const value = given[annotation];
    if (value !== undefined) {
      const accepted =
        annotation === annotations.exposePort
          ? 'one port of the Service from 1 to 65535, like "8080"'
          : 'ports of the Service with commas between them, like "80,443"';
      const meant = portsIn(annotation, value);
      const unknown = meant?.find(port => !available.has(port));
      if (meant === undefined) {
        refuse(annotation, wrongValue(value), accepted);
      } else if (unknown !== undefined) {
        refuse(
          annotation,
          `${wrongValue(value)}, and ${unknown} is not a TCP port of the Service`,
          portList(available),
        );
      }
      meant?.forEach(port => asked.add(port));
    }
  }
  problems.push(...typeProblems(read.value));
  if (given[annotations.exposePort] === undefined && given[annotations.exposePorts] === undefined) {
    problems.push(...allPortProblems(ports));
    available.forEach(port => asked.add(port));
  }
  const meant = ports.filter(({ port }) => asked.has(port));
  const lost = meant.filter(port => protocolOf(port) !== 'TCP').map(portText);
  const schemes = schemesOf(meant);
  return { ...done(asked, lost), ...(problems.length === 0 && schemes && { schemes }) };
}

function schemesOf(ports: ServicePort[]): Record<number, Scheme> | undefined {
  const told = ports
    .filter(port => protocolOf(port) === 'TCP')
    .flatMap(port => {
      const scheme = toldScheme(port);
      return scheme ? [[port.port, scheme] as const] : [];
    });
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}

/** `53/UDP`. */
function portText(port: ServicePort): string {
  return `${port.port}/${protocolOf(port)}`;
}

const knownAnnotations: readonly string[] = Object.values(annotations);

/**
 * Whether a key is one of ours, or was meant to be one: of our prefix, or almost the same as one of
 * ours.
 */
export function isOurAnnotation(key: string): boolean {
  return (
    key.trim().toLowerCase().startsWith(`${annotationPrefix}/`) ||
    nearest(key, knownAnnotations) !== undefined
  );
}

/** Keys that are meant to be ours, and are not known. */
export function unknownAnnotations(at: ObjectPath, given: Record<string, unknown>): Problem[] {
  return Object.keys(given)
    .filter(key => isOurAnnotation(key) && !knownAnnotations.includes(key))
    .map(key => ({
      path: isAnnotationKey(key) ? [...at, key] : at,
      message: isAnnotationKey(key)
        ? 'is not known'
        : `has a key of ${annotationPrefix} that is not known`,
      accepted: nearest(key.trim(), knownAnnotations) ?? knownAnnotations.join(', '),
    }));
}

function serviceError(
  { namespace, name }: ServiceLike,
  { path = [], message, accepted }: Problem,
): ServiceError {
  const [first, second, key] = path;
  const where =
    first === 'metadata' && second === 'annotations'
      ? ['annotation', key].filter(Boolean).join(' ')
      : pathText(path);
  return {
    path,
    field: `Service ${namespace}/${name}, ${where}`,
    message,
    ...(accepted && { accepted }),
  };
}

/** The ports that a value names; undefined if it is not of the accepted form. */
function portsIn(annotation: string, value: unknown): number[] | undefined {
  const form =
    annotation === annotations.exposePort ? /^[1-9]\d{0,4}$/ : /^[1-9]\d{0,4}(,[1-9]\d{0,4})*$/;
  if (typeof value !== 'string' || !form.test(value)) {
    return undefined;
  }
  const ports = value.split(',').map(Number);
  return ports.every(port => port <= 65535) ? ports : undefined;
}

function typeProblems({ type, clusterIP }: ServiceSpec): Problem[] {
  const accepted = 'a Service of type ClusterIP with an address of its own';
  if (type && type !== 'ClusterIP') {
    return [{ path: ['spec', 'type'], message: `is ${type}`, accepted }];
  }
  return clusterIP === 'None'
    ? [{ path: ['spec', 'clusterIP'], message: 'is None (a headless Service)', accepted }]
    : [];
}

/** Without a list of ports all are meant: then all must be ones that the routers can carry. */
function allPortProblems(ports: ServicePort[]): Problem[] {
  const carried = new Set(ports.filter(port => protocolOf(port) === 'TCP').map(({ port }) => port));
  const lost = ports.filter(({ port }) => !carried.has(port));
  if (ports.length > 0 && lost.length === 0) {
    return [];
  }
  return [
    {
      path: ['spec', 'ports'],
      message:
        ports.length === 0
          ? 'is empty: there is nothing to expose'
          : `has ${lost.map(portText).join(', ')}, and only TCP can be exposed`,
      accepted: `TCP ports, or the annotation ${annotations.exposePorts} with the ports that are meant`,
    },
  ];
}

function wrongValue(value: unknown): string {
  return typeof value === 'string'
    ? `is "${shorten(value)}"`
    : `is ${kindOf(value)} and not a text`;
}

function portList(ports: ReadonlySet<number>): string {
  return ports.size === 0 ? 'a port of the Service (it has no TCP port)' : [...ports].join(', ');
}
