import {
  connectorNameOf,
  type ExposedService,
  listenerNameOf,
  type NetworkRef,
  type ServiceObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import { isTrue } from '../client';
import { describeConditions } from '../skupper/types';
import { MemberReading } from './MemberReading';

/** What the readings mean for the exposed services. */
export interface ServicesVerdict {
  services: ServiceObservation[];
  mismatches: string[];
}

/** A service is Ready when its Connector is, something is behind it, and at least one member listens for it. */
export function judgeServices(
  readings: readonly MemberReading[],
  network: NetworkRef,
  exposed: readonly ExposedService[],
): ServicesVerdict {
  const mismatches: string[] = [];
  const services = exposed.map(service => {
    const reading = readings.find(({ cluster }) => cluster === service.cluster);
    const problem = reading?.error === undefined ? problemOf(reading, network, service) : undefined;
    if (problem) mismatches.push(`${service.cluster}: ${problem}`);
    const listened = readings.some(({ site, listeners }) =>
      listeners.some(
        l => site && l.metadata.name === listenerNameOf(service) && isTrue(l, 'Matched'),
      ),
    );
    const known = reading !== undefined && reading.error === undefined;
    const state: ServiceObservation['state'] = known && !problem && listened ? 'Ready' : 'NotReady';
    return { ...service, state: known ? state : ('Unknown' as const) };
  });
  return { services, mismatches };
}

function problemOf(
  reading: MemberReading | undefined,
  { namespace }: NetworkRef,
  service: ExposedService,
): string | undefined {
  if (!reading)
    return `is no member, and is said to run Service ${service.namespace}/${service.name}`;
  const name = `Connector ${namespace}/${connectorNameOf(service)}`;
  const connector = reading.connectors.find(c => c.metadata.name === connectorNameOf(service));
  if (!connector) return `${name} is missing`;
  if (!isTrue(connector, 'Configured')) {
    return `${name} is not Configured (${describeConditions(connector, ['Configured'])})`;
  }
  const key = `${service.namespace}/${service.name}`;
  return reading.idle.includes(key) ? `Service ${key} has no pods that are ready` : undefined;
}
