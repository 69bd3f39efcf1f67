import {
  acceptedCidr,
  acceptedRange,
  AddressRange,
  overlap,
  parseCidr,
  parseRange,
} from './addressRanges';
import { FieldError } from './errors';
import { someOf } from '../text/plainText';
import { Outline } from './outline';

/**
 * What must hold between the fields of one document, beyond the shape of each.
 *
 * @param ownNamespace - of the network: the document's or the default, if the name of the network is known
 */
export function semanticErrors(document: Outline, ownNamespace: string | undefined): FieldError[] {
  return [
    ...memberErrors(document),
    ...addressErrors(document),
    ...applicationErrors(document, ownNamespace),
  ];
}

function memberErrors({ hub, spokes, applications }: Outline): FieldError[] {
  const errors: FieldError[] = [];
  if (!hub) {
    for (const field of ['spokes', 'applications'] as const) {
      if ({ spokes, applications }[field].length > 0) {
        errors.push({
          field,
          message: 'are there without a hub',
          accepted: 'a document with a hub, or without spokes and applications',
        });
      }
    }
  }
  const seen = new Map<string, string>();
  if (hub?.cluster !== undefined) {
    seen.set(hub.cluster, 'is the hub already');
  }
  spokes.forEach(({ cluster }, index) => {
    if (cluster !== undefined) {
      const taken = seen.get(cluster);
      if (taken) {
        errors.push({
          field: `spokes[${index}].cluster`,
          message: `'${cluster}' ${taken}`,
          accepted: 'a cluster that is a member only once',
        });
      }
      seen.set(cluster, taken ?? `is spokes[${index}] already`);
    }
  });
  return errors;
}

function addressErrors({ hub }: Outline): FieldError[] {
  const errors: FieldError[] = [];
  const ranges: { text: string; range: AddressRange }[] = [];
  hub?.addresses.forEach((text, index) => {
    if (text === undefined) {
      return;
    }
    const field = `hub.loadBalancer.addresses[${index}]`;
    const range = parseRange(text);
    if ('error' in range) {
      errors.push({ field, message: range.error, accepted: acceptedRange });
      return;
    }
    const other = ranges.find(earlier => overlap(earlier.range, range));
    if (other) {
      errors.push({
        field,
        message: `'${text}' overlaps '${other.text}'`,
        accepted: 'ranges without a common address',
      });
    }
    ranges.push({ text, range });
  });
  hub?.allowedSources.forEach((text, index) => {
    const range = text === undefined ? undefined : parseCidr(text);
    if (range && 'error' in range) {
      errors.push({
        field: `hub.loadBalancer.allowedSources[${index}]`,
        message: range.error,
        accepted: acceptedCidr,
      });
    }
  });
  return errors;
}

function applicationErrors(
  { hub, spokes, applications }: Outline,
  ownNamespace: string | undefined,
): FieldError[] {
  const errors: FieldError[] = [];
  const members = new Set([hub, ...spokes].map(member => member?.cluster));
  const accepted = `one of ${someOf([...members].flatMap(member => member ?? []))}`;
  const names = new Map<string, number>();
  applications.forEach(({ name, clusters, namespace, services }, index) => {
    const field = `applications[${index}]`;
    if (name !== undefined && names.has(name)) {
      errors.push({
        field: `${field}.name`,
        message: `'${name}' is the name of applications[${names.get(name)}] already`,
        accepted: 'a name that no other application of the network has',
      });
    } else if (name !== undefined) {
      names.set(name, index);
    }
    clusters.forEach((cluster, at) => {
      if (hub && cluster !== undefined && !members.has(cluster)) {
        errors.push({
          field: `${field}.clusters[${at}]`,
          message: `'${cluster}' is not a member of the network`,
          accepted,
        });
      }
    });
    errors.push(
      ...repeated(clusters, `${field}.clusters`),
      ...repeated(services, `${field}.source.services`),
    );
    if (namespace !== undefined && namespace === ownNamespace) {
      errors.push({
        field: `${field}.namespace`,
        message: `'${namespace}' is the namespace of the network itself`,
        accepted: 'a namespace of the application',
      });
    }
  });
  return errors;
}

function repeated(texts: (string | undefined)[], field: string): FieldError[] {
  const seen = new Set<string>();
  return texts.flatMap((text, index) =>
    text !== undefined && seen.size === seen.add(text).size
      ? [
          {
            field: `${field}[${index}]`,
            message: `'${text}' stands there twice`,
            accepted: 'each only once',
          },
        ]
      : [],
  );
}
