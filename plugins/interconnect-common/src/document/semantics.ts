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
import { DocumentParts } from './parts';

/**
 * What must hold between the fields of one document, beyond the shape of each.
 *
 * @param ownNamespace - of the network: the document's or the default, if the name of the network
 * is known
 */
export function semanticErrors(
  document: DocumentParts,
  ownNamespace: string | undefined,
): FieldError[] {
  return [
    ...memberErrors(document),
    ...addressErrors(document),
    ...applicationErrors(document, ownNamespace),
  ];
}

function memberErrors({ hub, spokes = [], applications = [] }: DocumentParts): FieldError[] {
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
  if (hub?.cluster) {
    seen.set(hub.cluster, 'is the hub already');
  }
  spokes.forEach(({ cluster }, index) => {
    if (cluster) {
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

function addressErrors({ hub }: DocumentParts): FieldError[] {
  const { addresses = [], allowedSources = [] } = hub?.loadBalancer ?? {};
  const errors: FieldError[] = [];
  const ranges: { text: string; range: AddressRange }[] = [];
  addresses.forEach((text, index) => {
    if (!text) {
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
  allowedSources.forEach((text, index) => {
    const range = text ? parseCidr(text) : undefined;
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
  { hub, spokes = [], applications = [] }: DocumentParts,
  ownNamespace: string | undefined,
): FieldError[] {
  const errors: FieldError[] = [];
  const members = new Set([hub, ...spokes].map(member => member?.cluster));
  const accepted = `one of ${someOf([...members].flatMap(member => member || []))}`;
  const names = new Map<string, number>();
  applications.forEach(({ name, clusters = [], namespace, source }, index) => {
    const field = `applications[${index}]`;
    if (name && names.has(name)) {
      errors.push({
        field: `${field}.name`,
        message: `'${name}' is the name of applications[${names.get(name)}] already`,
        accepted: 'a name that no other application of the network has',
      });
    } else if (name) {
      names.set(name, index);
    }
    clusters.forEach((cluster, at) => {
      if (hub && cluster && !members.has(cluster)) {
        errors.push({
          field: `${field}.clusters[${at}]`,
          message: `'${cluster}' is not a member of the network`,
          accepted,
        });
      }
    });
    errors.push(
      ...repeated(clusters, `${field}.clusters`),
      ...repeated(source?.services, `${field}.source.services`),
    );
    if (namespace && namespace === ownNamespace) {
      errors.push({
        field: `${field}.namespace`,
        message: `'${namespace}' is the namespace of the network itself`,
        accepted: 'a namespace of the application',
      });
    }
  });
  return errors;
}

function repeated(texts: string[] = [], field: string): FieldError[] {
  const seen = new Set<string>();
  return texts.flatMap((text, index) =>
    text && seen.size === seen.add(text).size
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
