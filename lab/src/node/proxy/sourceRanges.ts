import { BlockList, isIPv4 } from 'node:net';

/** Whether an IPv4 address may connect: it is in one of the CIDRs, or there are none. */
export function isAllowedSource(address: string, ranges: string[]): boolean {
  if (ranges.length === 0) return true;
  if (!isIPv4(address)) return false;
  const allowed = new BlockList();
  for (const range of ranges) {
    const [network, bits] = range.trim().split('/');
    if (isIPv4(network)) allowed.addSubnet(network, Number(bits ?? 32), 'ipv4');
  }
  return allowed.check(address);
}
