import { BlockList, isIPv6 } from 'node:net';

/**
 * Whether two ranges (`first-last`, CIDR, one address) have an address in common; ranges that
 * cannot be read have none.
 */
export function rangesOverlap(one: string, other: string): boolean {
  return overlapping(one)(other);
}

/** The same for one range and many others: what is read of it is read once. */
export function overlapping(one: string): (other: string) => boolean {
  const range = read(one);
  return other => {
    if (!range) return false;
    if (!/[-/]/.test(other)) return holds(range, other.trim());
    const another = read(other);
    return !!another && (holds(range, another.first) || holds(another, range.first));
  };
}

interface Range {
  first: string;
  list: BlockList;
}

function read(text: string): Range | undefined {
  const first = firstOf(text);
  const family = familyOf(first);
  const list = new BlockList();
  const [, prefix] = text.split('/');
  try {
    if (prefix === undefined) list.addRange(first, (text.split('-')[1] ?? text).trim(), family);
    else list.addSubnet(first, Number(prefix), family);
  } catch {
    return undefined;
  }
  return { first, list };
}

function holds({ first, list }: Range, address: string): boolean {
  const family = familyOf(address);
  return family === familyOf(first) && list.check(address, family);
}

function firstOf(range: string): string {
  return range.split(/[-/]/)[0].trim();
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
