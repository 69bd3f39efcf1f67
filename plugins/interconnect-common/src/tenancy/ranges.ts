import { AddressRange } from '../document/addressRanges';

/** Addresses of one family, as numbers, both ends included. */
interface Interval {
  bytes: number;
  first: bigint;
  last: bigint;
}

/**
 * Whether all addresses of a range lie in the union of others: `0.0.0.0/1` and `128.0.0.0/1` are
 * `0.0.0.0/0`.
 */
export function isCovered(range: AddressRange, by: readonly AddressRange[]): boolean {
  const { bytes, first, last } = intervalOf(range);
  return union(by).some(one => one.bytes === bytes && one.first <= first && last <= one.last);
}

const everything: Record<'IPv4' | 'IPv6', AddressRange> = {
  IPv4: { first: Array(4).fill(0), last: Array(4).fill(255) },
  IPv6: { first: Array(16).fill(0), last: Array(16).fill(255) },
};

/** The families of which some ranges hold every address. */
export function wholeFamilies(ranges: readonly AddressRange[]): ('IPv4' | 'IPv6')[] {
  return (['IPv4', 'IPv6'] as const).filter(family => isCovered(everything[family], ranges));
}

function union(ranges: readonly AddressRange[]): Interval[] {
  const sorted = ranges
    .map(intervalOf)
    .sort((a, b) => a.bytes - b.bytes || (a.first < b.first ? -1 : Number(a.first > b.first)));
  const merged: Interval[] = [];
  for (const one of sorted) {
    const last = merged.at(-1);
    if (last && last.bytes === one.bytes && one.first <= last.last + 1n) {
      last.last = one.last > last.last ? one.last : last.last;
    } else {
      merged.push(one);
    }
  }
  return merged;
}

function intervalOf({ first, last }: AddressRange): Interval {
  return { bytes: first.length, first: numberOf(first), last: numberOf(last) };
}

function numberOf(bytes: number[]): bigint {
  return bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
}
