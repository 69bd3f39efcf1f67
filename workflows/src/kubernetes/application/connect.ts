import {
  type DeployApplicationInput,
  type ExposedService,
  labelsOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, isTrue, nameOf, refOf } from '../client';
import { networkOwnership } from '../cluster/labels';
import { connectorOf } from '../skupper/objects';
import { Connector, describeConditions } from '../skupper/types';
import { StepContext } from '../StepContext';
import { stepOf } from './objects';

/** The Connectors that lead the network's traffic to the exposed Services. */
export function connectorsOf(
  input: DeployApplicationInput,
  exposed: readonly ExposedService[],
): Connector[] {
  const labels = labelsOf(input.network, stepOf(input));
  return exposed.map(service => connectorOf(input.network, service, labels));
}

/** Makes them and waits until the router has them. Whether somebody listens elsewhere is not this step's business. */
export async function connect(
  step: StepContext,
  client: ClusterClient,
  input: DeployApplicationInput,
  connectors: readonly Connector[],
): Promise<void> {
  for (const connector of connectors) {
    await client.apply(connector, networkOwnership(input.network));
  }
  for (const connector of connectors) {
    await step.until(`${nameOf(connector)} on ${client.cluster} to be Configured`, async () => {
      const now = await client.get<Connector>(refOf(connector));
      if (!now)
        throw failure('notFound', `${nameOf(connector)} on ${client.cluster} has been removed`);
      if (isTrue(now, 'Configured')) return { done: undefined };
      const message = now.status?.status === 'Error' ? `Error: ${now.status.message}; ` : '';
      return { seen: `${message}${describeConditions(now, ['Configured'])}` };
    });
  }
}
