import ipaddr from 'ipaddr.js';

/** Addresses from `first` to `last`, both included, as bytes in network order (4 or 16). @public */
export interface AddressRange {
  first: number[];
  last: number[];
}

/** What a range of a load balancer's pool may look like. */
export const acceptedRange =
  "'first-last' (127.20.0.10-127.20.0.50) or a CIDR (127.20.0.0/24), IPv4 or IPv6";

/** What a source of a load balancer may look like. */
export const acceptedCidr = 'a CIDR: an IPv4 or IPv6 network with its prefix length (10.0.0.0/8)';

/** Reads `first-last` or a CIDR; the error says what was wrong. @public */
export function parseRange(text: string): AddressRange | { error: string } {
  if (text.includes('/')) {
    return parseCidr(text);
  }
  const ends = text.split('-');
  if (ends.length === 1) {
    const single = parseAddress(text);
    return {
      error: single
        ? `is a single address and not a range (for only this address: ${text}/${single.length * 8})`
        : `'${text}' is not a range of addresses`,
    };
  }
  if (ends.length > 2) {
    return { error: `'${text}' has more than two ends` };
  }
  const [first, last] = ends.map(parseAddress);
  if (!first || !last) {
    return { error: `'${first ? ends[1] : ends[0]}' is not an IP address` };
  }
  if (first.length !== last.length) {
    return { error: 'goes from one address family to the other' };
  }
  return compare(first, last) > 0 ? { error: 'ends before it starts' } : { first, last };
}

/** Reads a CIDR without host bits. */
export function parseCidr(text: string): AddressRange | { error: string } {
  const [address, prefix, ...rest] = text.split('/');
  const bytes = parseAddress(address);
  if (!bytes || rest.length > 0) {
    return { error: bytes ? `'${text}' is not a CIDR` : `'${address}' is not an IP address` };
  }
  if (prefix === undefined) {
    return {
      error: `is an address without a prefix length (for only this one: ${text}/${bytes.length * 8})`,
    };
  }
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > bytes.length * 8) {
    return { error: `the prefix length '${prefix}' is not a number from 0 to ${bytes.length * 8}` };
  }
  const bits = Number(prefix);
  const first = bytes.map((byte, index) => byte & maskByte(bits, index));
  const last = bytes.map((byte, index) => byte | (~maskByte(bits, index) & 0xff));
  return compare(first, bytes) === 0
    ? { first, last }
    : { error: `has bits set behind its prefix (the network is ${format(first)}/${prefix})` };
}

/** Whether two ranges have an address in common. */
export function overlap(a: AddressRange, b: AddressRange): boolean {
  return (
    a.first.length === b.first.length &&
    compare(a.first, b.last) <= 0 &&
    compare(b.first, a.last) <= 0
  );
}

/** Whether the first range lies within the second. */
function within(inner: AddressRange, outer: AddressRange): boolean {
  return (
    inner.first.length === outer.first.length &&
    compare(outer.first, inner.first) <= 0 &&
    compare(inner.last, outer.last) <= 0
  );
}

const privateNetworks = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
].map(text => parseCidr(text) as AddressRange);

/**
 * Whether no address of the range can be reached from the Internet by its number (RFC 1918, 4193,
 * 6598 and the like).
 */
export function isPrivate(range: AddressRange): boolean {
  return privateNetworks.some(network => within(range, network));
}

/** Exactly four decimal numbers, or IPv6 without a zone; no octal, no short forms. */
function parseAddress(text: string): number[] | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return ipaddr.IPv4.parse(text).toByteArray();
  }
  if (text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text)) {
    return ipaddr.IPv6.parse(text).toByteArray();
  }
  return undefined;
}

function maskByte(bits: number, index: number): number {
  const ones = Math.max(0, Math.min(8, bits - index * 8));
  return (0xff << (8 - ones)) & 0xff;
}

function compare(a: number[], b: number[]): number {
  const index = a.findIndex((byte, i) => byte !== b[i]);
  return index === -1 ? 0 : a[index] - b[index];
}

function format(bytes: number[]): string {
  return ipaddr.fromByteArray(bytes).toString();
}
