import { DesiredNetwork, networkRefOf } from '../document/DesiredNetwork';
import { addressesOf } from '../network/addresses';
import { StepInput } from '../steps';
import { isServer, tlsOf } from '../steps/deployApplication';
import { stepDigest } from '../steps/digest';
import { AppliedNetwork } from './types';

/**
 * Addresses that clients will use, as far as they are known before a rollout: of manifests from
 * what was read in them, of other servers from what was found when they were last applied with the
 * same input.
 */
export function plannedAddresses(
  applied: AppliedNetwork,
  desired: DesiredNetwork,
  steps: ReadonlyMap<string, StepInput>,
  clusterDomains?: readonly string[],
): string[] {
  const { namespace } = networkRefOf(desired);
  const addresses = new Set<string>();
  for (const [id, input] of steps) {
    if (isServer(input)) {
      const read =
        input.source.kind === 'manifests' ? desired.exposed?.[input.source.digest] : undefined;
      const found = applied[id]?.digest === stepDigest(input) ? applied[id].exposed : undefined;
      for (const exposed of read ?? found ?? []) {
        const service = { ...exposed, tls: tlsOf(input), shortAddress: input.shortAddress };
        addressesOf(service, namespace, clusterDomains).forEach(address => addresses.add(address));
      }
    }
  }
  return [...addresses];
}
