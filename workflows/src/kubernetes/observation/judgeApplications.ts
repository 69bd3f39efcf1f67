import {
  type AppliedApplication,
  type ExposedService,
  type ObserveInput,
  stepLabel,
  stepLabelOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { readExposures } from '../application/exposures';
import type { MemberReading, Service } from './MemberReading';
import { applicationsOn } from './readApplications';

/**
 * What of a member's applications, servers and clients, is missing, not ready, or not exposed as it
 * was.
 */
export function applicationProblems(reading: MemberReading, input: ObserveInput): string[] {
  const { cluster } = reading;
  return applicationsOn(cluster, input.settings).flatMap(application => {
    const services = servicesOf(application, reading);
    const exposed = application.expose
      ? input.exposed.filter(
          service => service.cluster === cluster && service.application === application.name,
        )
      : [];
    return [
      ...workloadProblems(application, reading),
      ...existingProblems(application, services, reading, exposed),
      ...(application.expose ? exposureProblems(application, cluster, services, exposed) : []),
    ];
  });
}

function stepOf({ name }: AppliedApplication): string {
  return stepLabelOf({ kind: 'deployApplication', application: name });
}

function servicesOf(application: AppliedApplication, { services }: MemberReading): Service[] {
  const { namespace, services: named } = application;
  return services.filter(({ metadata }) =>
    named
      ? metadata.namespace === namespace && named.includes(metadata.name)
      : metadata.labels?.[stepLabel] === stepOf(application),
  );
}

function workloadProblems(application: AppliedApplication, { workloads }: MemberReading): string[] {
  const { namespace } = application;
  const found = workloads.filter(({ step }) => step === stepOf(application));
  const named = ([kind, name]: string[]) => `${kind} ${namespace}/${name}`;
  return [
    ...(application.workloads ?? [])
      .filter(name => !found.some(workload => workload.name === name))
      .map(name => `${named(name.split(' '))} is missing`),
    ...found
      .filter(({ trouble }) => trouble !== undefined)
      .map(({ name, trouble }) => `${named(name.split(' '))} is not ready: ${trouble}`),
  ];
}

/**
 * Services that came to the cluster by other means. What is behind an exposed one is said of the
 * service.
 */
function existingProblems(
  { namespace, services: named = [] }: AppliedApplication,
  found: readonly Service[],
  { idle }: MemberReading,
  exposed: readonly ExposedService[],
): string[] {
  return named.flatMap(name => {
    const service = found.find(({ metadata }) => metadata.name === name);
    if (!service) return [`Service ${namespace}/${name} is missing`];
    const isSaid = service.spec?.type === 'ExternalName' || exposed.some(one => one.name === name);
    return idle.includes(`${namespace}/${name}`) && !isSaid
      ? [`Service ${namespace}/${name} has no pods that are ready`]
      : [];
  });
}

/** Annotations are read by the step that deploys a server; afterwards anybody may change them. */
function exposureProblems(
  { name: application, namespace, services: named }: AppliedApplication,
  cluster: string,
  found: readonly Service[],
  exposed: readonly ExposedService[],
): string[] {
  const now = readExposures({ application, cluster }, found);
  const names = new Set([...exposed, ...now.exposed].map(({ name }) => name));
  const wrong = new Set(
    found
      .filter(service => readExposures({ application, cluster }, [service]).errors.length > 0)
      .map(({ metadata }) => metadata.name),
  );
  return [
    ...now.errors,
    ...[...names].sort().flatMap(name => {
      if (wrong.has(name)) return [];
      const where = `Service ${namespace}/${name}`;
      if (!found.some(({ metadata }) => metadata.name === name)) {
        return named ? [] : [`${where} is missing`];
      }
      const [published, annotated] = [exposed, now.exposed].map(list => portsOf(list, name));
      return published === annotated
        ? []
        : [`${where} exposes ${annotated} by its annotations, and published is ${published}`];
    }),
  ];
}

function portsOf(exposed: readonly ExposedService[], name: string): string {
  const ports = exposed.filter(service => service.name === name).map(({ port }) => port);
  return ports.length === 0 ? 'nothing' : [...ports].sort((a, b) => a - b).join(', ');
}
