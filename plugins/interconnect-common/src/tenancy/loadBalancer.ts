import { AddressRange, parseCidr, parseRange } from '../document/addressRanges';
import { FieldError } from '../document/errors';
import { NetworkDocument } from '../document/schema';
import { someOf } from '../text/plainText';
import { isCovered, wholeFamilies } from './ranges';
import { refusedBy } from './refusals';
import { ProjectLimits } from './types';

/** Pools of the load balancer and allowed sources that lie outside of what the project may use. */
export function loadBalancerErrors(limits: ProjectLimits, { hub }: NetworkDocument): FieldError[] {
  return hub
    ? [
        ...poolErrors(limits, hub.loadBalancer?.addresses ?? []),
        ...allowedSourceErrors(limits, hub.loadBalancer?.allowedSources ?? []),
      ]
    : [];
}

/** Pools that lie outside. */
export function poolErrors(limits: ProjectLimits, addresses: string[]): FieldError[] {
  const allowed = rangesOf(limits.limits.addresses);
  return addresses.flatMap((text, index) =>
    isWithin(parseRange(text), allowed)
      ? []
      : [
          refusedBy(limits, 'addresses', {
            field: `hub.loadBalancer.addresses[${index}]`,
            message: `'${text}' is not within the addresses that load balancers of project '${limits.project}' may have`,
            accepted: someOf(limits.limits.addresses),
          }),
        ],
  );
}

/** Sources that lie outside, or are absent, which is the same as all addresses. */
export function allowedSourceErrors(limits: ProjectLimits, sources: string[]): FieldError[] {
  const field = 'hub.loadBalancer.allowedSources';
  const accepted = someOf(limits.limits.allowedSources);
  const allowed = rangesOf(limits.limits.allowedSources);
  const allowedFamilies = wholeFamilies(allowed);
  if (sources.length === 0) {
    return allowedFamilies.length === 2
      ? []
      : [
          refusedBy(limits, 'allowedSources', {
            field,
            message: 'is missing, so that every address could reach the router of the hub',
            accepted,
          }),
        ];
  }
  const open = wholeFamilies(rangesOf(sources)).filter(family => !allowedFamilies.includes(family));
  if (open.length > 0) {
    return open.map(family =>
      refusedBy(limits, 'allowedSources', {
        field,
        message: `lets every ${family} address reach the router of the hub`,
        accepted,
      }),
    );
  }
  return sources.flatMap((text, index) =>
    isWithin(parseCidr(text), allowed)
      ? []
      : [
          refusedBy(limits, 'allowedSources', {
            field: `${field}[${index}]`,
            message: `'${text}' is not within the addresses that may reach a router of project '${limits.project}'`,
            accepted,
          }),
        ],
  );
}

/** What cannot be understood is refused by the document's own checks. */
function isWithin(range: AddressRange | { error: string }, allowed: AddressRange[]): boolean {
  return 'error' in range || isCovered(range, allowed);
}

function rangesOf(texts: readonly string[]): AddressRange[] {
  return texts.map(parseRange).filter((range): range is AddressRange => !('error' in range));
}
