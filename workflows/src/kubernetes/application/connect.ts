import {
  type DeployApplicationInput,
  type ExposedService,
  labelsOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient } from '../client';
import { networkOwnership } from '../cluster/labels';
import { isConnectorLost } from '../skupper/lost';
import { connectorOf } from '../skupper/objects';
import { Connector } from '../skupper/types';
import { remadeText, untilReported } from '../skupper/untilReported';
import { StepContext } from '../StepContext';
import { stepOf } from './objects';

/** The Connectors that lead the network's traffic to the exposed Services. */
export function connectorsOf(
  input: DeployApplicationInput,
  exposed: readonly ExposedService[],
  clusterDomain?: string,
): Connector[] {
  const labels = labelsOf(input.network, stepOf(input));
  return exposed.map(service => connectorOf(input.network, service, labels, clusterDomain));
}

/**
 * Makes them and waits until the router has them. Whether somebody listens elsewhere is not this
 * step's business.
 *
 * @returns for people, when Skupper had to be helped
 */
export async function connect(
  step: StepContext,
  client: ClusterClient,
  { network }: DeployApplicationInput,
  connectors: readonly Connector[],
): Promise<string> {
  for (const connector of connectors) await client.apply(connector, networkOwnership(network));
  const remade: number[] = [];
  for (const object of connectors) {
    const report = { object, types: ['Configured'], isLost: isConnectorLost };
    remade.push(await untilReported(step, client, network, report));
  }
  return remadeText(remade);
}
