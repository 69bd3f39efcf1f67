import { BlockList, isIPv6 } from 'node:net';

/** Whether two ranges (`first-last` or CIDR) have an address in common; ranges that cannot be read have none. */
export function rangesOverlap(one: string, other: string): boolean {
  try {
    return contains(one, firstOf(other)) || contains(other, firstOf(one));
  } catch {
    return false;
  }
}

function firstOf(range: string): string {
  return range.split(/[-/]/)[0].trim();
}

function contains(range: string, address: string): boolean {
  const list = new BlockList();
  const family = familyOf(firstOf(range));
  const [, prefix] = range.split('/');
  if (prefix === undefined)
    list.addRange(firstOf(range), (range.split('-')[1] ?? range).trim(), family);
  else list.addSubnet(firstOf(range), Number(prefix), family);
  return familyOf(address) === family && list.check(address, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
