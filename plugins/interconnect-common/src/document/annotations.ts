import { describeNode, isRecord } from './disclosure';
import { FieldError } from './errors';
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

/**
 * What is looked at of a Service; structural, so that any Kubernetes client's type fits. @public
 */
export interface ServiceLike {
  name: string;
  namespace: string;
  /** ClusterIP if absent. */
  type?: string;
  clusterIP?: string;
  annotations?: Record<string, unknown>;
  /** A list of `{ port, protocol? }`, when it is right. */
  ports?: unknown;
}

interface Port {
  port: number;
  protocol: Protocol;
}

const protocols = ['TCP', 'UDP', 'SCTP'] as const;
type Protocol = (typeof protocols)[number];

/** What a Service exposes. @public */
export interface ExposedPorts {
  /** In ascending order; empty if the Service is not annotated, or wrongly. */
  ports: number[];
  /** `field` names Service and annotation. */
  errors: FieldError[];
}

/**
 * `ServiceLike` of a Service as Kubernetes or a manifest has it; what is wrong there,
 * `exposedPorts` tells. @public
 */
export function serviceLikeOf(service: { metadata?: unknown; spec?: unknown }): ServiceLike {
  const metadata = isRecord(service.metadata) ? service.metadata : {};
  const spec = isRecord(service.spec) ? service.spec : {};
  return {
    name: text(metadata.name) ?? '',
    namespace: text(metadata.namespace) ?? '',
    type: text(spec.type),
    clusterIP: text(spec.clusterIP),
    annotations: isRecord(metadata.annotations) ? metadata.annotations : undefined,
    ports: spec.ports ?? undefined,
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
  const where = `Service ${service.namespace}/${service.name}`;
  const errors: FieldError[] = [];
  const refuse = (annotation: string, message: string, accepted: string) => {
    errors.push({ field: `${where}, annotation ${annotation}`, message, accepted });
  };

  const expose = given[annotations.exposeService];
  if (expose === undefined || expose === 'false') {
    return { ports: [], errors };
  }
  if (expose !== 'true') {
    refuse(annotations.exposeService, wrongValue(expose), '"true" or "false", in quotes');
    return { ports: [], errors };
  }
  const { ports, errors: wrongPorts } = portsOf(service, where);
  if (wrongPorts.length > 0) {
    return { ports: [], errors: wrongPorts };
  }
  const available = ports.filter(({ protocol }) => protocol === 'TCP');
  const asked = new Set<number>();
  for (const annotation of [annotations.exposePort, annotations.exposePorts]) {
    const value = given[annotation];
    if (value !== undefined) {
      const accepted =
        annotation === annotations.exposePort
          ? 'one port of the Service from 1 to 65535, like "8080"'
          : 'ports of the Service with commas between them, like "80,443"';
      const meant = portsIn(annotation, value);
      const unknown = meant?.find(port => !available.some(known => known.port === port));
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
  errors.push(...typeErrors(service, where));
  if (given[annotations.exposePort] === undefined && given[annotations.exposePorts] === undefined) {
    errors.push(...allPortErrors(ports, where));
    available.forEach(({ port }) => asked.add(port));
  }
  return errors.length > 0
    ? { ports: [], errors }
    : { ports: [...asked].sort((a, b) => a - b), errors };
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

/** The ports of a Service; what is no port is told without its value. */
function portsOf(
  { ports = [] }: ServiceLike,
  where: string,
): { ports: Port[]; errors: FieldError[] } {
  const accepted = "ports like { port: 8080, protocol: 'TCP' }";
  const field = `${where}, spec.ports`;
  if (!Array.isArray(ports)) {
    return { ports: [], errors: [{ field, message: `is ${describeNode(ports)}`, accepted }] };
  }
  const wrong = ports.findIndex(port => !isPort(port));
  return wrong === -1
    ? {
        ports: ports.map(({ port, protocol }) => ({ port, protocol: protocol ?? 'TCP' })),
        errors: [],
      }
    : { ports: [], errors: [{ field: `${field}[${wrong}]`, message: 'is not a port', accepted }] };
}

function isPort(value: unknown): value is { port: number; protocol?: Protocol } {
  if (!isRecord(value)) {
    return false;
  }
  const { port, protocol } = value;
  return (
    Number.isInteger(port) &&
    Number(port) >= 1 &&
    Number(port) <= 65535 &&
    (protocol === undefined || protocols.some(known => known === protocol))
  );
}

const otherTypes = ['NodePort', 'LoadBalancer', 'ExternalName'];

function typeErrors({ type = 'ClusterIP', clusterIP }: ServiceLike, where: string): FieldError[] {
  const accepted = 'a Service of type ClusterIP with an address of its own';
  if (type !== 'ClusterIP') {
    const what = otherTypes.includes(type) ? type : describeNode(type);
    return [{ field: `${where}, spec.type`, message: `is ${what}`, accepted }];
  }
  return clusterIP === 'None'
    ? [{ field: `${where}, spec.clusterIP`, message: 'is None (a headless Service)', accepted }]
    : [];
}

/** Without a list of ports all are meant: then all must be ones that the routers can carry. */
function allPortErrors(ports: Port[], where: string): FieldError[] {
  const carried = new Set(
    ports.filter(({ protocol }) => protocol === 'TCP').map(({ port }) => port),
  );
  const lost = ports.filter(({ port }) => !carried.has(port));
  if (ports.length > 0 && lost.length === 0) {
    return [];
  }
  return [
    {
      field: `${where}, spec.ports`,
      message:
        ports.length === 0
          ? 'is empty: there is nothing to expose'
          : `has ${lost.map(({ port, protocol }) => `${port}/${protocol}`).join(', ')}, and only TCP can be exposed`,
      accepted: `TCP ports, or the annotation ${annotations.exposePorts} with the ports that are meant`,
    },
  ];
}

function wrongValue(value: unknown): string {
  return typeof value === 'string'
    ? `is "${shorten(value)}"`
    : `is ${kindOf(value)} and not a text`;
}

function portList(ports: { port: number }[]): string {
  return ports.length === 0
    ? 'a port of the Service (it has no TCP port)'
    : `${[...new Set(ports.map(({ port }) => port))].join(', ')}`;
}
