import {
  acceptedCidr,
  acceptedRange,
  AddressRange,
  overlap,
  parseCidr,
  parseRange,
} from './addressRanges';
import { chartErrors } from './charts';
import { FieldError } from './errors';
import { aliasNamespace } from '../network/names';
import { clientSecret, serverSecretOf } from '../network/tls';
import { someOf } from '../text/plainText';
import { DocumentParts } from './parts';
import { isReservedService, reservedProblem } from './reservedServices';
import { isSelector, selectorErrors } from './selectors';

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
    // Whom selectors choose is known later: see `chooseSpokes`.
    ...(document.spokes?.some(isSelector) ? [] : strangerErrors(document)),
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
  spokes.forEach((spoke, index) => {
    const { cluster } = spoke;
    errors.push(...selectorErrors(spoke, `spokes[${index}]`));
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

/** Applications on clusters that are no members. */
export function strangerErrors({
  hub,
  spokes = [],
  applications = [],
}: Pick<DocumentParts, 'hub' | 'spokes' | 'applications'>): FieldError[] {
  const written = [hub, ...spokes].map(member => member?.cluster);
  // Of a member that cannot be read it is told already what is wrong.
  if (written.includes(undefined)) return [];
  const members = new Set(written);
  const accepted = `one of ${someOf([...members].flatMap(member => member || []))}`;
  return applications.flatMap(({ clusters = [] }, index) =>
    clusters.flatMap((cluster, at) =>
      cluster && !members.has(cluster)
        ? [
            {
              field: `applications[${index}].clusters[${at}]`,
              message: `'${cluster}' is not a member of the network`,
              accepted,
            },
          ]
        : [],
    ),
  );
}

function applicationErrors(
  { applications = [] }: DocumentParts,
  ownNamespace: string | undefined,
): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Map<string, number>();
  applications.forEach(
    ({ name, clusters = [], namespace, expose, tls, shortAddress, source }, index) => {
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
      errors.push(
        ...repeated(clusters, `${field}.clusters`),
        ...repeated(source?.services, `${field}.source.services`),
      );
      (expose ? (source?.services ?? []) : []).forEach((service, at) => {
        if (isReservedService(service)) {
          errors.push({
            ...reservedProblem,
            field: `${field}.source.services[${at}]`,
            message: `'${service}' ${reservedProblem.message}`,
          });
        }
      });
      if (shortAddress === false) {
        errors.push(...shortAddressErrors(expose, ownNamespace, `${field}.shortAddress`));
      }
      if (source) errors.push(...chartErrors(source, `${field}.source`));
      if (tls) errors.push(...tlsErrors({ name, expose }, field));
      if (namespace && namespace === ownNamespace) {
        errors.push({
          field: `${field}.namespace`,
          message: `'${namespace}' is the namespace of the network itself`,
          accepted: 'a namespace of the application',
        });
      }
    },
  );
  return errors;
}

function shortAddressErrors(
  expose: boolean | undefined,
  ownNamespace: string | undefined,
  field: string,
): FieldError[] {
  if (expose !== true) {
    return [
      {
        field,
        message: 'is false without expose: true',
        accepted: 'an application with expose: true, or without shortAddress',
      },
    ];
  }
  return ownNamespace === aliasNamespace
    ? [
        {
          field,
          message: `is false, but in the namespace '${aliasNamespace}' the network's own addresses are the short ones`,
          accepted: 'true, or another namespace of the network',
        },
      ]
    : [];
}

function tlsErrors({ name, expose }: { name?: string; expose?: boolean }, field: string) {
  const errors: FieldError[] = [];
  if (expose !== true) {
    errors.push({
      field: `${field}.tls`,
      message: 'is there without expose: true',
      accepted: 'an application with expose: true, or without tls',
    });
  }
  if (name && serverSecretOf({ application: name }) === clientSecret) {
    errors.push({
      field: `${field}.name`,
      message: `'${name}' would give the server the Secret ${clientSecret}, which is that of clients`,
      accepted: 'another name for an application with tls',
    });
  }
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
