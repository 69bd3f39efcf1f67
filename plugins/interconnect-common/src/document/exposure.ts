import type { ExposedService } from '../network/types';
import { plainText, someOf } from '../text/plainText';
import {
  annotations,
  exposedPorts,
  isOurAnnotation,
  serviceLikeOf,
  unknownAnnotations,
} from './annotations';
import { identityOf, isRecord } from './disclosure';
import { FieldError } from './errors';
import { isService } from './manifestProblems';
import {
  ManifestContext,
  manifestError,
  ManifestObject,
  PlacedObject,
  placedObjects,
} from './manifests';
import { firstSkupperKeys, firstSkupperNotes } from './firstSkupper';
import { reachNotes } from './reachNotes';
import { isReservedService, reservedProblem } from './reservedServices';
import { ObjectPath, Problem } from './objectShape';
import { isServiceExport } from './serviceExports';
import { readServiceSpec } from './serviceShape';
import { deploymentBehind } from './tlsSecrets';
import { workloadNotes } from './workloadNotes';

/** What a manifest holds. @public */
export interface Manifest {
  objects: ManifestObject[];
  exposed: Exposure;
  /** For the plan, if the application is exposed, and if it is not. */
  notes: { exposed: string[]; notExposed: string[] };
}

/** What the Services of a manifest expose by their annotations, for previews and clashes. @public */
export interface Exposure {
  services: Pick<ExposedService, 'name' | 'port' | 'scheme'>[];
  /** The Deployment after which the Secret of the server is named; absent: the application. */
  deployment?: string;
  /** Why the application cannot be exposed like this. */
  errors: FieldError[];
}

/**
 * Reads a manifest.
 *
 * @throws DocumentError as `parseManifests` does
 * @public
 */
export function readManifest(text: string, context: ManifestContext): Manifest {
  const placed = placedObjects(text, context);
  const objects = placed.map(({ object }) => object);
  const { lost, ...exposed } = exposureOf(placed, context);
  const names = exposed.services.map(({ name }) => name);
  const deployment = deploymentBehind(context.application, objects, names);
  const always = [
    ...leftOutNotes(placed),
    ...firstSkupperNotes(objects),
    ...workloadNotes(objects),
  ];
  const of = (notes: string[]) =>
    notes.map(note => plainText(`applications: ${context.application}: ${note}`, 500));
  return {
    objects,
    exposed: { ...exposed, ...(deployment && { deployment }) },
    notes: {
      exposed: of([...always, ...lost, ...reachNotes(objects, names)]),
      notExposed: of([...always, ...forgottenNotes(placed)]),
    },
  };
}

function leftOutNotes(placed: readonly PlacedObject[]): string[] {
  const fields = placed
    .filter(({ left }) => left.length > 0)
    .map(({ object, left }) => `${identityOf(object)} (${left.join(', ')})`);
  return fields.length > 0
    ? [`fields that a cluster has set are left out: ${someOf(fields, 5)}`]
    : [];
}

/** Annotated or exported, and `expose` forgotten. */
function forgottenNotes(placed: readonly PlacedObject[]): string[] {
  const meant = placed
    .filter(
      ({ object }) =>
        isServiceExport(object) ||
        (ownKeys(object).length > 0 &&
          object.metadata.annotations?.[annotations.exposeService] !== 'false'),
    )
    .map(({ object }) => identityOf(object) ?? object.kind);
  return meant.length > 0
    ? [
        `not exposed, although ${someOf(meant, 5)} ${meant.length === 1 ? 'asks' : 'ask'} for it: nothing of it is published (expose: true would)`,
      ]
    : [];
}

function exposureOf(
  placed: readonly PlacedObject[],
  context: ManifestContext,
): Exposure & { lost: string[] } {
  const services: Exposure['services'] = [];
  const errors: FieldError[] = [];
  const lost: string[] = [];
  for (const { object, lineOf } of placed) {
    const { name } = object.metadata;
    const found = isService(object) ? exposedPorts(serviceLikeOf(object)) : undefined;
    const ports = found?.ports ?? [];
    const schemes = found?.schemes ?? {};
    services.push(
      ...ports.map(port => ({ name, port, ...(schemes[port] && { scheme: schemes[port] }) })),
    );
    if (found?.lost.length) {
      lost.push(`of Service ${name}, ${found.lost.join(', ')} is not carried: only TCP is`);
    }
    const problems: Problem[] = [
      ...(found?.errors ?? []),
      ...misplacedKeys(object),
      ...exportProblems(object, placed),
      ...(ports.length > 0 ? publicationProblems(object) : []),
    ];
    for (const { path = [], message, accepted } of problems) {
      const where = `line ${lineOf(path)}, ${identityOf(object)}`;
      errors.push(manifestError(context, where, { path, message, accepted }));
    }
  }
  if (services.length === 0 && errors.length === 0) {
    errors.push(manifestError(context, '', nothingExposed(placed)));
  }
  return { services, errors, lost };
}

function nothingExposed(placed: readonly PlacedObject[]): Problem {
  const names = placed
    .filter(({ object }) => isService(object))
    .map(({ object }) => object.metadata.name);
  const [first] = placed.flatMap(({ object }) => firstSkupperKeys(object));
  const hint = first ? `; ${first} is of Skupper 1, and without effect` : '';
  return {
    message:
      names.length === 0
        ? `holds no Service, so that nothing of the application can be exposed${hint}`
        : `none of its Services (${someOf(names, 5)}) has the annotation that exposes it${hint}`,
    accepted: `a Service with the annotation ${annotations.exposeService}: "true" or with a ServiceExport, or an application without expose`,
  };
}

/** A ServiceExport is about the Service of its name. */
function exportProblems(object: ManifestObject, placed: readonly PlacedObject[]): Problem[] {
  if (!isServiceExport(object)) {
    return [];
  }
  const names = placed.filter(one => isService(one.object)).map(one => one.object.metadata.name);
  return names.includes(object.metadata.name)
    ? []
    : [
        {
          path: ['metadata', 'name'],
          message: 'is the name of no Service of this application',
          accepted: names.length > 0 ? someOf(names, 5) : 'a Service of this name beside it',
        },
      ];
}

/** What the rollout would refuse of a Service that is to be published. */
function publicationProblems({ metadata, spec }: ManifestObject): Problem[] {
  const read = readServiceSpec(spec);
  const selector = 'value' in read ? (read.value.selector ?? {}) : {};
  return [
    ...(Object.keys(selector).length === 0
      ? [
          {
            path: ['spec', 'selector'],
            message: 'is missing',
            accepted: 'labels of the pods that answer, which must be in the same namespace',
          },
        ]
      : []),
    ...(isReservedService(metadata.name)
      ? [{ path: ['metadata', 'name'], ...reservedProblem }]
      : []),
  ];
}

/** Where our annotations have no effect: on other objects than Services, and among labels. */
function misplacedKeys(object: ManifestObject): Problem[] {
  return ownKeys(object).flatMap(({ path, given }): Problem[] => {
    if (isService(object) && path.join() === 'metadata,annotations') {
      return [];
    }
    const unknown = unknownAnnotations(path, given);
    const known = Object.values(annotations).filter(key => Object.hasOwn(given, key));
    return [
      ...unknown,
      ...known.map(key => ({
        path: [...path, key],
        message: 'has no effect here',
        accepted: 'metadata.annotations of a Service',
      })),
    ];
  });
}

const places: ObjectPath[] = [
  ['metadata', 'annotations'],
  ['metadata', 'labels'],
  ['spec', 'template', 'metadata', 'annotations'],
  ['spec', 'template', 'metadata', 'labels'],
];

/** Labels and annotations with keys that are ours, or meant to be. */
function ownKeys(object: ManifestObject): { path: ObjectPath; given: Record<string, unknown> }[] {
  return places.flatMap(path => {
    const given = path.reduce<unknown>(
      (within, key) => (isRecord(within) && Object.hasOwn(within, key) ? within[key] : undefined),
      object,
    );
    return isRecord(given) && Object.keys(given).some(isOurAnnotation) ? [{ path, given }] : [];
  });
}
