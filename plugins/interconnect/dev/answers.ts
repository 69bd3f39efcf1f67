import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { ownWaitingNetwork, waitingNetwork } from './answers/approvals';
import {
  blockedNetwork,
  emptyNetwork,
  progressingNetwork,
  returnsNetwork,
  secureNetwork,
  shopNetwork,
  staleNetwork,
  unknownNetwork,
  wideNetwork,
} from './answers/networks';

/*
 * Answers of the REST API for the dev harness and the tests, in the shape that the backend gives
 * them (`openapi.yaml`). Plans come from the real planner; times are relative to `now`.
 */
export * from './answers/approvals';
export * from './answers/audit';
export * from './answers/networks';
export * from './answers/platform';
export * from './answers/rollouts';
export { RecordedApi } from './RecordedApi';

/** All of them: what the list answers. Each hub hands out addresses of its own. */
export function allNetworks(now: Date): Network[] {
  const others = [
    returnsNetwork(now),
    wideNetwork(now, 500),
    unknownNetwork(),
    progressingNetwork(),
    emptyNetwork(),
    staleNetwork(now),
    waitingNetwork(),
    ownWaitingNetwork(),
    blockedNetwork(now),
    secureNetwork(now),
  ];
  return [
    shopNetwork(now),
    ...others.map((network, index) =>
      withPool(network, `127.20.0.${60 + 10 * index}-127.20.0.${69 + 10 * index}`),
    ),
  ];
}

function withPool(network: Network, addresses: string): Network {
  const { hub } = network.spec;
  if (!hub) return network;
  const loadBalancer = { ...hub.loadBalancer, addresses: [addresses] };
  return { ...network, spec: { ...network.spec, hub: { ...hub, loadBalancer } } };
}
