import { z } from 'zod';
import { isRecord } from './disclosure';
import { Problem, shapeOf } from './objectShape';

/*
 * What the product reads of a Service, with the rules of Kubernetes' own validation
 * (ValidateService, ValidateServicePort): nothing is refused that an API server takes. What is
 * absent may be null as well.
 */

const protocols = ['TCP', 'UDP', 'SCTP'] as const;

const acceptedPort = 'a whole number from 1 to 65535, without quotes';
const acceptedName =
  "1 to 63 characters of a-z, 0-9 and '-', beginning and ending with a letter or digit";
const acceptedTarget =
  "a number from 1 to 65535 without quotes, or the name of a container's port: 1 to 15 characters of a-z, 0-9 and '-', one of them a letter";
const acceptedPorts = 'a list of ports, each like { port: 8080 }';

function port(accepted: string) {
  return z.int(accepted).min(1, accepted).max(65535, accepted);
}

const servicePort = z.looseObject(
  {
    port: port(acceptedPort),
    protocol: z.enum([...protocols, ''], 'TCP, UDP or SCTP').nullish(),
    name: z
      .string(acceptedName)
      .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$/, acceptedName)
      .nullish(),
    targetPort: z
      .union(
        [
          port(acceptedTarget),
          z.literal([0, '']),
          z.string().regex(/^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/, acceptedTarget),
        ],
        acceptedTarget,
      )
      .nullish(),
    appProtocol: z.string('a text like "http"').nullish(),
  },
  acceptedPorts,
);

const acceptedSelector = 'labels of pods, each with a text in quotes';

const serviceSpec = z.looseObject(
  {
    type: z
      .enum(
        ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', ''],
        'ClusterIP (the only type that can be exposed)',
      )
      .nullish(),
    clusterIP: z.string('None, or no clusterIP').nullish(),
    selector: z
      .custom<Record<string, string>>(
        value =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          Object.values(value).every(text => typeof text === 'string'),
        acceptedSelector,
      )
      .nullish(),
    ports: z.array(servicePort, acceptedPorts).nullish(),
  },
  'an object with ports and a selector',
);

/** What is read of the specification of a Service. */
export type ServiceSpec = z.infer<typeof serviceSpec>;

/** A port of a Service. */
export type ServicePort = z.infer<typeof servicePort>;

/** The specification of a Service, or why it is none. */
export function readServiceSpec(spec: unknown) {
  return shapeOf(serviceSpec, spec ?? {}, ['spec']);
}

/** Why no API server takes this specification of a Service; empty if one may. */
export function serviceProblems(spec: unknown): Problem[] {
  const read = readServiceSpec(spec);
  return 'problems' in read ? read.problems : portProblems(read.value);
}

/**
 * A Service without words that are empty or null. Kubernetes takes its defaults for them when the
 * Service is made; a server-side apply would later take such a port for another one.
 */
export function withoutEmptyWords<O extends Record<string, unknown>>(service: O): O {
  const { spec } = service;
  if (!isRecord(spec)) return service;
  const { ports } = spec;
  return {
    ...service,
    spec: {
      ...without('type', spec),
      ...(Array.isArray(ports) && { ports: ports.map(one => without('protocol', one)) }),
    },
  };
}

function without(word: string, { [word]: value, ...rest }: Record<string, unknown>) {
  return value === '' || value === null || value === undefined ? rest : { ...rest, [word]: value };
}

/** The protocol of a port. */
export function protocolOf({ protocol }: ServicePort): (typeof protocols)[number] {
  return protocol || 'TCP';
}

function portProblems({ type, clusterIP, ports }: ServiceSpec): Problem[] {
  const given = ports ?? [];
  const needsNone = clusterIP === 'None' || type === 'ExternalName';
  if (given.length === 0 && !needsNone) {
    const is = ports ? 'is empty' : 'is missing';
    return [{ path: ['spec', 'ports'], message: is, accepted: acceptedPorts }];
  }
  return [...numberProblems(given), ...(given.length > 1 ? nameProblems(given) : [])];
}

function numberProblems(ports: ServicePort[]): Problem[] {
  const seen = new Map<string, number>();
  return ports.flatMap((one, index) => {
    const number = `${one.port}/${protocolOf(one)}`;
    const first = firstAt(seen, number, index);
    return first === index
      ? []
      : [
          {
            path: ['spec', 'ports', index],
            message: `is ${number}, as spec.ports[${first}] is`,
            accepted: 'each number once with the same protocol',
          },
        ];
  });
}

function nameProblems(ports: ServicePort[]): Problem[] {
  const seen = new Map<string, number>();
  return ports.flatMap(({ name }, index) => {
    const first = name ? firstAt(seen, name, index) : undefined;
    const message =
      first === undefined
        ? 'is missing, and each of several ports needs one'
        : `is the name of spec.ports[${first}] as well`;
    return first === index
      ? []
      : [{ path: ['spec', 'ports', index, 'name'], message, accepted: acceptedName }];
  });
}

/** The index at which a key was seen first. */
function firstAt(seen: Map<string, number>, key: string, index: number): number {
  const first = seen.get(key) ?? index;
  seen.set(key, first);
  return first;
}
