import type { ObserveInput } from '@interconnect/backstage-plugin-interconnect-common';
import { nameOf } from '../client';
import { restrictionDifferences } from '../loadBalancer/allowedSources';
import { advertisementOf, poolOf } from '../loadBalancer/addressPool';
import { routerService } from '../skupper/untilSiteReady';
import { specDifferences } from './differences';
import type { MemberReading } from './MemberReading';

/** What only a hub has: who may reach its load balancer, and the pool of its address. */
export function hubProblems(
  { hub, site, certificate, observedAt }: MemberReading,
  { network, settings }: ObserveInput,
): string[] {
  if (!settings || !hub) return [];
  const { addresses, allowedSources } = settings;
  const problems: string[] = [];
  if (site) {
    const ownPool = addresses !== undefined && hub.metallb !== undefined;
    problems.push(
      ...(hub.routerService
        ? restrictionDifferences(hub.routerService, network, { allowedSources, ownPool })
        : [`${nameOf(routerService(network))} is missing`]),
    );
  }
  if (addresses && hub.metallb) {
    // MetalLB's namespace is that of the pool, wherever it was installed.
    const { pools, advertisements } = hub.metallb;
    const [pool, advertisement] = [pools, advertisements].map(objects =>
      objects.find(({ metadata }) => metadata.name === network.namespace),
    );
    problems.push(
      ...specDifferences(poolOf(network, '', addresses, {}), pool),
      ...specDifferences(advertisementOf(network, '', {}), advertisement),
    );
  }
  if (site && certificate) {
    if ('problem' in certificate) problems.push(certificate.problem);
    else if (Date.parse(certificate.facts.notAfter) <= Date.parse(observedAt)) {
      problems.push(`the hub's authority, Secret ${network.namespace}/skupper-site-ca, has ended`);
    }
  }
  return problems;
}
